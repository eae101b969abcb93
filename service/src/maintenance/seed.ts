import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Config } from '../config.ts'
import { hashKey, newApiKey } from '../registry/keys.ts'
import type { Connection } from '../stores/postgres/connection.ts'
import { openDatabase } from '../stores/postgres/database.ts'
import { writeLatest } from './write-latest.ts'

/** How large a fleet, with how much history. */
export interface SeedOptions {
  readonly devices: number
  /** Stored events a device. */
  readonly events: number
}

interface SeededDevice {
  readonly deviceId: string
  readonly apiKey: string
}

/** Registers a fleet with stored history, and prints its ids and keys to stdout, one JSON document a device. */
export async function seed(config: Config, { devices, events }: SeedOptions): Promise<void> {
  await using database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  const fleet = Array.from({ length: devices }, () => ({ deviceId: randomUUID(), apiKey: newApiKey() }))
  await database.exclusively(async (connection) => {
    await register(connection, fleet)
    await storeHistory(connection, fleet, events)
    await writeLatest(connection)
    await connection.script('VACUUM (ANALYZE)')
  })
  await print(fleet)
}

async function register(connection: Connection, fleet: readonly SeededDevice[]): Promise<void> {
  await connection.query(
    {
      name: 'seed-devices',
      text: `WITH fleet AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS fleet (device_id, key_hash)),
        created AS (INSERT INTO device (device_id) SELECT device_id FROM fleet RETURNING id, device_id)
        INSERT INTO device_key (key_hash, device_id)
        SELECT decode(fleet.key_hash, 'hex'), created.id FROM created JOIN fleet USING (device_id)`,
    },
    [fleet.map(({ deviceId }) => deviceId), fleet.map(({ apiKey }) => hashKey(apiKey).toString('hex'))],
  )
}

/** Spread evenly over the six days before yesterday's eve: what load writes from yesterday on never touches these partitions. */
async function storeHistory(
  connection: Connection,
  fleet: readonly SeededDevice[],
  events: number,
): Promise<void> {
  await connection.query(
    {
      name: 'seed-history',
      text: `INSERT INTO telemetry_event (device_id, event_time, event_id, received_at, measurements)
        SELECT device.id, at, gen_random_uuid(), at, jsonb_build_object(
          'temperature', round((15 + 10 * random())::numeric, 1), 'x_coord', round((100 * random())::numeric, 3),
          'y_coord', round((100 * random())::numeric, 3), 'online', true, 'mode', 'eco')
        FROM device CROSS JOIN generate_series(1, $2::int) AS number,
          LATERAL (SELECT date_trunc('day', now(), 'UTC') - interval '8 days'
            + interval '6 days' * (number - 1) / $2::int + interval '1 millisecond' * (device.id % 1000) AS at) AS time
        WHERE device.device_id = ANY($1::uuid[])`,
    },
    [fleet.map(({ deviceId }) => deviceId), events],
  )
}

async function print(fleet: readonly SeededDevice[]): Promise<void> {
  for (const device of fleet) {
    if (!process.stdout.write(`${JSON.stringify(device)}\n`)) await once(process.stdout, 'drain')
  }
}
