import { randomUUID } from 'node:crypto'
import { hashKey, newApiKey } from '../../src/registry/keys.ts'
import type { Database } from '../../src/stores/postgres/database.ts'
import { postgresRegistry } from '../../src/stores/postgres/registry.ts'

/** Registers `count` devices; resolves with what identifies each in an event. */
export async function registerFleet(
  database: Database,
  count: number,
): Promise<readonly { readonly device: number; readonly deviceId: string }[]> {
  const registry = postgresRegistry(database)
  const fleet: { device: number; deviceId: string }[] = []
  for (let number = 0; number < count; number += 1) {
    const deviceId = randomUUID()
    const entry = await registry.register({ deviceId, alias: null, keyHash: hashKey(newApiKey()) })
    if (entry === undefined) throw new Error('A random device id was taken.')
    fleet.push({ device: entry.device, deviceId })
  }
  return fleet
}
