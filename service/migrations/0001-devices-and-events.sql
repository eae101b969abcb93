-- The registry: which devices exist, and the keys that they write and read with.
CREATE TABLE device (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_id uuid NOT NULL UNIQUE,
  alias text,
  created_at timestamptz NOT NULL DEFAULT statement_timestamp()
);

CREATE TABLE device_key (
  key_hash bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
  device_id int NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT statement_timestamp()
);
CREATE INDEX ON device_key (device_id);

-- The primary key is the event's identity: a replay meets it and stores nothing. It also serves history backwards.
-- Daily partitions are made ahead; there is no default partition, whose scan would block making new ones.
CREATE TABLE telemetry_event (
  device_id int NOT NULL,
  event_time timestamptz NOT NULL,
  event_id uuid NOT NULL,
  received_at timestamptz NOT NULL,
  measurements jsonb NOT NULL,
  PRIMARY KEY (device_id, event_time, event_id)
) PARTITION BY RANGE (event_time);
CREATE INDEX ON telemetry_event USING brin (received_at);

-- One row a device, updated in place: no index on what changes, and room in the page, so that updates stay heap-only.
-- The foreign key is checked when a device's first event arrives, never on an update: an unknown device costs nothing to refuse.
CREATE TABLE telemetry_latest (
  device_id int PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  event_time timestamptz NOT NULL,
  event_id uuid NOT NULL,
  received_at timestamptz NOT NULL,
  measurements jsonb NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
