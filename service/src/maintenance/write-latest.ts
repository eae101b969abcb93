import type { Connection } from '../stores/postgres/connection.ts'

/** Writes every device's latest anew, from its stored events. */
export async function writeLatest(connection: Connection): Promise<void> {
  await connection.script(`BEGIN;
    TRUNCATE telemetry_latest;
    INSERT INTO telemetry_latest (device_id, event_time, event_id, received_at, measurements)
    SELECT latest.* FROM device CROSS JOIN LATERAL (
      SELECT device_id, event_time, event_id, received_at, measurements FROM telemetry_event
      WHERE device_id = device.id ORDER BY event_time DESC, event_id DESC LIMIT 1
    ) AS latest;
    COMMIT`)
}
