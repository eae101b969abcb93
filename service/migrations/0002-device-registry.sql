-- What an operator says about a device beside its alias.
ALTER TABLE device
  ADD COLUMN enabled boolean NOT NULL DEFAULT true,
  ADD COLUMN units jsonb NOT NULL DEFAULT '{}', -- measurement name -> SenML symbol
  ADD COLUMN rate_limit int CHECK (rate_limit >= 0); -- events a second; 0: no limit; NULL: the service's own limit

-- What an alias begins with is a range of this index; what an id begins with is one of the unique index on device_id.
CREATE INDEX ON device (lower(alias) text_pattern_ops);

-- Two keys a device at most, so that one can be replaced while the other works: a slot is taken once, also by two requests at the
-- same time. The id names a key without giving it away, and is never used again.
ALTER TABLE device_key
  ADD COLUMN key_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  ADD COLUMN slot smallint NOT NULL DEFAULT 1 CHECK (slot IN (1, 2)),
  ADD UNIQUE (device_id, slot);
DROP INDEX device_key_device_id_idx;
