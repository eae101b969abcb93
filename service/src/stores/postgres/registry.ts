import type { DeviceEntry, RegisteredDevice, Registry } from '../../registry/registry.ts'
import type { Database } from './database.ts'
import type { Row, Statement } from './statement.ts'

const withKeys = `SELECT device.id, device.device_id, string_agg(encode(key_hash, 'hex'), ',')
  FROM device LEFT JOIN device_key ON device_key.device_id = device.id`
const createdAt = '(extract(epoch FROM created_at) * 1000)::int8'

const find: Statement = {
  name: 'find-device',
  text: `${withKeys} WHERE device.device_id = $1 GROUP BY device.id`,
}

const findMany: Statement = {
  name: 'find-devices',
  text: `${withKeys} WHERE device.device_id = ANY ($1::uuid[]) GROUP BY device.id`,
}

const findByKey: Statement = {
  name: 'find-device-by-key',
  text: `${withKeys} WHERE device.id = (SELECT device_id FROM device_key WHERE key_hash = $1) GROUP BY device.id`,
}

const first: Statement = {
  name: 'first-devices',
  text: `${withKeys} GROUP BY device.id ORDER BY device.id LIMIT $1`,
}

const register: Statement = {
  name: 'register-device',
  text: `WITH created AS (
    INSERT INTO device (device_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id, device_id, alias, created_at
  ), key AS (INSERT INTO device_key (key_hash, device_id) SELECT $3, id FROM created)
  SELECT id, device_id, alias, ${createdAt} FROM created`,
}

const list: Statement = {
  name: 'list-devices',
  text: `SELECT id, device_id, alias, ${createdAt} FROM device
  WHERE id > $1 AND ($3::text IS NULL OR starts_with(lower(alias), lower($3)) OR starts_with(device_id::text, lower($3)))
  ORDER BY id LIMIT $2`,
}

/** The registry in PostgreSQL. */
export function postgresRegistry(database: Database): Registry {
  return {
    find: async (deviceId) => (await database.query(find, [deviceId])).map(registered)[0],
    findMany: async (deviceIds) => (await database.query(findMany, [deviceIds])).map(registered),
    findByKey: async (keyHash) => (await database.query(findByKey, [keyHash])).map(registered)[0],
    first: async (limit) => (await database.query(first, [limit])).map(registered),
    async register({ deviceId, alias, keyHash }) {
      const row = (await database.query(register, [deviceId, alias, keyHash]))[0]
      return row === undefined ? undefined : entry(row)
    },
    list: async ({ after, limit, search }) =>
      (await database.query(list, [after, limit, search ?? null])).map(entry),
  }
}

function registered([device, deviceId, hashes]: Row): RegisteredDevice {
  const keyHashes = hashes == null ? [] : hashes.split(',')
  return {
    device: Number(device),
    deviceId: String(deviceId),
    keyHashes: keyHashes.map((hex) => Buffer.from(hex, 'hex')),
  }
}

function entry([device, deviceId, alias, created]: Row): DeviceEntry {
  return {
    device: Number(device),
    deviceId: String(deviceId),
    alias: alias === null ? null : String(alias),
    createdAt: Number(created),
  }
}
