-- Whoever polls for what has arrived reads the end of this index. Without autosummarize the pages since the last vacuum, up to a fifth of
-- the table, are not in it, and are read each time.
DROP INDEX telemetry_event_received_at_idx;
CREATE INDEX ON telemetry_event USING brin (received_at) WITH (autosummarize = on, pages_per_range = 32);
