import type { StoredEvent } from '../../telemetry/event.ts'
import type { FleetQuery } from '../../telemetry/ports.ts'
import type { Database } from './database.ts'
import { timeOfMs } from './epoch.ts'
import type { Statement } from './statement.ts'
import { eventColumns, eventColumnsWithDevice, storedEvent } from './stored-event.ts'

const one: Statement = {
  name: 'latest',
  text: `SELECT ${eventColumns} FROM telemetry_latest WHERE device_id = $1`,
}

const several: Statement = {
  name: 'latest-of-devices',
  text: `SELECT ${eventColumnsWithDevice} FROM telemetry_latest latest JOIN device ON device.id = latest.device_id
  WHERE latest.device_id = ANY($1::int[])`,
}

const fleet: Statement = {
  name: 'latest-of-fleet',
  text: `SELECT ${eventColumnsWithDevice} FROM telemetry_latest latest JOIN device ON device.id = latest.device_id
  WHERE latest.device_id > $1 AND ($2::uuid[] IS NULL OR device.device_id = ANY($2))
    AND ($3::int8 IS NULL OR received_at >= ${timeOfMs('$3')})
  ORDER BY latest.device_id LIMIT $4`,
}

const page: Statement = {
  name: 'devices-of-page',
  text: `SELECT device.id, device.device_id FROM telemetry_latest latest JOIN device ON device.id = latest.device_id
  WHERE latest.device_id > $1 AND ($2::uuid[] IS NULL OR device.device_id = ANY($2))
  ORDER BY latest.device_id LIMIT $3`,
}

/** A device that has sent something. */
export interface KnownDevice {
  readonly device: number
  readonly deviceId: string
}

/** Reads latest from PostgreSQL. */
export interface LatestReader {
  device(device: number, deviceId: string): Promise<StoredEvent | undefined>
  devices(devices: readonly number[]): Promise<StoredEvent[]>
  /** One more than `query.limit`, where there is one. */
  fleet(query: FleetQuery): Promise<StoredEvent[]>
  /** Whose events `fleet` reads where it is not asked for those since a moment. */
  page(query: Omit<FleetQuery, 'updatedSince'>): Promise<KnownDevice[]>
}

/** The latest events as PostgreSQL has them. */
export function latestReader(database: Database): LatestReader {
  return {
    async device(device, deviceId) {
      const row = (await database.query(one, [device]))[0]
      return row === undefined ? undefined : storedEvent(row, { device, deviceId })
    },
    async devices(devices) {
      return (await database.query(several, [devices])).map((row) => storedEvent(row))
    },
    async fleet({ after, deviceIds, updatedSince, limit }) {
      const values = [after, deviceIds ?? null, updatedSince ?? null, limit + 1]
      return (await database.query(fleet, values)).map((row) => storedEvent(row))
    },
    async page({ after, deviceIds, limit }) {
      const rows = await database.query(page, [after, deviceIds ?? null, limit + 1])
      return rows.map(([device, deviceId]) => ({ device: Number(device), deviceId: String(deviceId) }))
    },
  }
}
