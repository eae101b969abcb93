import {
  type DeviceDetails,
  type DeviceEntry,
  maxUnits,
  type Registry,
  type Units,
} from '../../registry/registry.ts'
import type { Database } from './database.ts'
import { epochMs } from './epoch.ts'
import { searchDevices } from './search-devices.ts'
import type { Row, Statement } from './statement.ts'

const columns = `id, device_id, alias, enabled, units, rate_limit, ${epochMs('created_at')}`
const key = `json_build_object('keyId', key_id, 'createdAt', ${epochMs('created_at')})`
const keys = `(SELECT json_agg(${key}
    ORDER BY created_at, slot) FROM device_key WHERE device_key.device_id = device.id)`

const register: Statement = {
  name: 'register-device',
  text: `WITH created AS (
    INSERT INTO device (device_id, alias, units, rate_limit) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING *
  ), key AS (INSERT INTO device_key (key_hash, device_id) SELECT $5, id FROM created RETURNING key_id)
  SELECT ${columns}, json_build_array(${key})
  FROM created, key`,
}

const list: Statement = {
  name: 'list-devices',
  text: `SELECT ${columns} FROM device WHERE id > $1 ORDER BY id LIMIT $2`,
}

const search = searchDevices(columns)

const count: Statement = { name: 'count-devices', text: 'SELECT count(*) FROM device' }

const describe: Statement = {
  name: 'describe-device',
  text: `SELECT ${columns}, ${keys} FROM device WHERE device_id = $1`,
}

const mergedUnits = `jsonb_strip_nulls(CASE jsonb_typeof($2::jsonb->'units')
    WHEN 'object' THEN units || ($2->'units') WHEN 'null' THEN '{}' ELSE units END)`

/** A merge patch is applied where the device lies: of two that arrive together, both count. */
const update: Statement = {
  name: 'update-device',
  text: `UPDATE device SET
    alias = CASE WHEN $2::jsonb ? 'alias' THEN $2->>'alias' ELSE alias END,
    enabled = coalesce(($2->>'enabled')::boolean, enabled),
    units = ${mergedUnits},
    rate_limit = CASE WHEN $2 ? 'rate_limit' THEN ($2->>'rate_limit')::int ELSE rate_limit END
  WHERE device_id = $1 AND (SELECT count(*) FROM jsonb_object_keys(${mergedUnits})) <= $3
  RETURNING ${columns}, ${keys}`,
}

const remove: Statement = {
  name: 'remove-device',
  text: 'DELETE FROM device WHERE device_id = $1 RETURNING id',
}

/** Devices as operators see and change them. */
export function deviceEntries(
  database: Database,
): Pick<Registry, 'register' | 'list' | 'count' | 'describe' | 'update' | 'remove'> {
  const describeDevice = async (deviceId: string) =>
    (await database.query(describe, [deviceId])).map(details)[0]
  return {
    async register({ deviceId, alias, units = {}, rateLimit = null, keyHash }) {
      const values = [deviceId, alias, JSON.stringify(units), rateLimit, keyHash]
      return (await database.query(register, values)).map(details)[0]
    },
    async list({ after, limit, search: text }) {
      if (text === undefined) return (await database.query(list, [after, limit])).map(entry)
      return (await database.query(search.statement, search.values({ after, limit, text }))).map(entry)
    },
    count: async () => Number((await database.query(count, []))[0]?.[0]),
    describe: describeDevice,
    async update(deviceId, patch) {
      const [row] = await database.query(update, [deviceId, JSON.stringify(patch), maxUnits])
      if (row !== undefined) return details(row)
      return (await describeDevice(deviceId)) === undefined ? undefined : 'too_many_units'
    },
    async remove(deviceId) {
      const [row] = await database.query(remove, [deviceId])
      return row === undefined ? undefined : Number(row[0])
    },
  }
}

function details(row: Row): DeviceDetails {
  return { ...entry(row), keys: JSON.parse(row[7] ?? '[]') as DeviceDetails['keys'] }
}

function entry([device, deviceId, alias, enabled, units, rateLimit, createdAt]: Row): DeviceEntry {
  return {
    device: Number(device),
    deviceId: String(deviceId),
    alias: alias ?? null,
    enabled: enabled === 't',
    units: JSON.parse(String(units)) as Units,
    rateLimit: rateLimit == null ? null : Number(rateLimit),
    createdAt: Number(createdAt),
  }
}
