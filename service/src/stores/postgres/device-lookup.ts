import type { DeviceLookup, RegisteredDevice } from '../../registry/registry.ts'
import type { Database } from './database.ts'
import type { Row, Statement } from './statement.ts'

const withKeys = `SELECT device.id, device.device_id, string_agg(encode(key_hash, 'hex'), ','), enabled, rate_limit
  FROM device LEFT JOIN device_key ON device_key.device_id = device.id`

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

/** Devices as they authenticate. */
export function deviceLookup(database: Database): DeviceLookup {
  return {
    find: async (deviceId) => (await database.query(find, [deviceId])).map(registered)[0],
    findMany: async (deviceIds) => (await database.query(findMany, [deviceIds])).map(registered),
    findByKey: async (keyHash) => (await database.query(findByKey, [keyHash])).map(registered)[0],
    first: async (limit) => (await database.query(first, [limit])).map(registered),
  }
}

function registered([device, deviceId, hashes, enabled, rateLimit]: Row): RegisteredDevice {
  const keyHashes = hashes == null ? [] : hashes.split(',')
  return {
    device: Number(device),
    deviceId: String(deviceId),
    keyHashes: keyHashes.map((hex) => Buffer.from(hex, 'hex')),
    enabled: enabled === 't',
    rateLimit: rateLimit == null ? null : Number(rateLimit),
  }
}
