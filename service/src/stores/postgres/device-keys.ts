import type { Registry } from '../../registry/registry.ts'
import type { Database } from './database.ts'
import { epochMs } from './epoch.ts'
import type { Statement } from './statement.ts'

/** The free slot with the lowest number. Of two requests that choose the same one, the second inserts nothing. */
const add: Statement = {
  name: 'add-device-key',
  text: `WITH target AS (SELECT id FROM device WHERE device_id = $1),
    free AS (SELECT min(number) AS slot FROM generate_series(1, 2) AS number
      WHERE number NOT IN (SELECT slot FROM device_key JOIN target ON target.id = device_key.device_id)),
    added AS (INSERT INTO device_key (key_hash, device_id, slot) SELECT $2, id, slot FROM target, free WHERE slot IS NOT NULL
      ON CONFLICT DO NOTHING RETURNING key_id, ${epochMs('created_at')})
  SELECT added.* FROM target LEFT JOIN added ON true`,
}

const remove: Statement = {
  name: 'remove-device-key',
  text: `DELETE FROM device_key USING device
  WHERE device.id = device_key.device_id AND device.device_id = $1 AND key_id = $2 RETURNING 1`,
}

/** Two requests may have chosen the same slot while the other one was free. */
const attempts = 2

/** The keys of devices: their hashes, never more than two a device. */
export function deviceKeys(database: Database): Pick<Registry, 'addKey' | 'removeKey'> {
  return {
    async addKey(deviceId, keyHash) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const [row] = await database.query(add, [deviceId, keyHash])
        if (row === undefined) return undefined
        const [keyId, createdAt] = row
        if (keyId != null) return { keyId, createdAt: Number(createdAt) }
      }
      return 'full'
    },
    removeKey: async (deviceId, keyId) => (await database.query(remove, [deviceId, keyId])).length > 0,
  }
}
