/**
 * Bytes of PostgreSQL that a stored event takes, indexes included: a million events of the k6 script's five measurements took 195 MB of
 * rows and 85 MB of primary key and BRIN index (PostgreSQL 15, `pg_relation_size` and `pg_indexes_size` of the partition after
 * VACUUM, 2026-11-25; doc/performance.md found 277 bytes).
 */
export const bytesAnEvent = 280
/** A device's row in `telemetry_latest` and in the registry, with their indexes: 0.4 MiB for 1,000 devices (doc/performance.md), and the keys. */
export const bytesADevice = 800
