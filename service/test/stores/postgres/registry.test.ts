import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { hashKey, newApiKey } from '../../../src/registry/keys.ts'
import { latestReader } from '../../../src/stores/postgres/latest-reader.ts'
import { postgresRegistry } from '../../../src/stores/postgres/registry.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import { NotStorable } from '../../../src/telemetry/ports.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

test('of a key its hash is stored, and nothing else', async (t) => {
  const { database, value } = await freshDatabase(t, servers.postgres)
  const registry = postgresRegistry(database)
  const [first, second] = [newApiKey(), newApiKey()]
  const deviceId = randomUUID()
  await registry.register({ deviceId, alias: null, keyHash: hashKey(first) })
  await registry.addKey(deviceId, hashKey(second))
  const rows = String(await value(`SELECT string_agg(to_jsonb(device_key)::text, ' ') FROM device_key`))
  for (const key of [first, second]) {
    assert.ok(rows.includes(hashKey(key).toString('hex')))
    for (const encoding of ['utf8', 'base64url'] as const)
      assert.ok(!rows.includes(Buffer.from(key, encoding).toString('hex')))
    assert.ok(!rows.includes(key))
  }
})

test('a device id that is registered again is another device, to which nothing of the first one belongs', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const registry = postgresRegistry(database)
  const store = postgresStore(database)
  const first = await device()
  await store([eventOf(first)])
  assert.equal(await registry.remove(first.deviceId), first.device)
  assert.equal(await value('SELECT count(*) FROM telemetry_latest'), '0')
  assert.equal(await value('SELECT count(*) FROM device_key'), '0')

  const keyHash = hashKey(newApiKey())
  const again = await registry.register({ deviceId: first.deviceId, alias: null, keyHash })
  assert.ok(again !== undefined && again.device > first.device)
  assert.equal(await latestReader(database).device(again.device, again.deviceId), undefined)
  assert.equal(await value(`SELECT count(*) FROM telemetry_event WHERE device_id = ${again.device}`), '0')
})

test('an event of a removed device is refused for good, and stored nowhere', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const [removed, other] = [await device(), await device()]
  await postgresRegistry(database).remove(removed.deviceId)
  await assert.rejects(postgresStore(database)([eventOf(other), eventOf(removed)]), NotStorable)
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '0')
})

test('keys are found by their hash until they are removed', async (t) => {
  const { database } = await freshDatabase(t, servers.postgres)
  const registry = postgresRegistry(database)
  const keyHash = hashKey(newApiKey())
  const entry = await registry.register({ deviceId: randomUUID(), alias: null, rateLimit: 5, keyHash })
  const found = await registry.findByKey(keyHash)
  assert.deepEqual([found?.deviceId, found?.enabled, found?.rateLimit], [entry?.deviceId, true, 5])
  assert.equal(await registry.removeKey(String(entry?.deviceId), String(entry?.keys[0]?.keyId)), true)
  assert.equal(await registry.findByKey(keyHash), undefined)
  assert.deepEqual((await registry.find(String(entry?.deviceId)))?.keyHashes, [])
})
