import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator } from '../../src/registry/authenticator.ts'
import { deviceCache } from '../../src/registry/device-cache.ts'
import { DeviceDisabled } from '../../src/registry/device-disabled.ts'
import { hashKey } from '../../src/registry/keys.ts'
import type { DeviceLookup, RegisteredDevice } from '../../src/registry/registry.ts'

/** A registry in memory that counts what it is asked. */
function registryOf(devices: Map<string, RegisteredDevice>) {
  const asked: string[] = []
  const registry: DeviceLookup = {
    async find(deviceId) {
      asked.push(deviceId)
      return devices.get(deviceId)
    },
    async findMany(deviceIds) {
      asked.push(deviceIds.join())
      return deviceIds.flatMap((deviceId) => devices.get(deviceId) ?? [])
    },
    findByKey: async (keyHash) =>
      [...devices.values()].find(({ keyHashes }) => keyHashes.some((hash) => hash.equals(keyHash))),
    first: async (limit) => [...devices.values()].slice(0, limit),
  }
  return { registry, asked }
}

const device = (deviceId: string, ...keys: string[]): [string, RegisteredDevice] => [
  deviceId,
  { device: 1, deviceId, keyHashes: keys.map(hashKey), enabled: true, rateLimit: null },
]

function setUp(...devices: [string, RegisteredDevice][]) {
  const known = new Map(devices)
  const { registry, asked } = registryOf(known)
  const clock = { now: 0 }
  const cache = deviceCache(registry, () => clock.now)
  return { known, asked, clock, cache, auth: authenticator(cache, 'operator') }
}

test('a device is read once, and answered at once afterwards', async () => {
  const { auth, asked } = setUp(device('a', 'key'))
  assert.equal((await auth.device('a', 'key'))?.deviceId, 'a')
  const again = auth.device('a', 'key')
  assert.ok(!(again instanceof Promise))
  assert.equal(again?.deviceId, 'a')
  assert.deepEqual(asked, ['a'])
})

test('a filled cache asks for no device that was registered before', async () => {
  const { auth, asked, cache } = setUp(device('a', 'key'), device('b', 'key'))
  await cache.fill()
  assert.ok(!(auth.device('a', 'key') instanceof Promise))
  assert.ok(!(auth.device('b', 'key') instanceof Promise))
  assert.deepEqual(asked, [])
})

test('concurrent questions about a device are asked once', async () => {
  const { auth, asked } = setUp(device('a', 'key'))
  await Promise.all([auth.device('a', 'key'), auth.device('a', 'key'), auth.device('a', 'key')])
  assert.deepEqual(asked, ['a'])
})

test('a key lives for at most 60 seconds after it is removed', async () => {
  const { auth, known, clock } = setUp(device('a', 'key'))
  await auth.device('a', 'key')
  known.delete('a')
  clock.now = 60_000
  assert.equal(await auth.device('a', 'key'), undefined)
})

test('a wrong key, an unknown device and another device’s key are all nobody', async () => {
  const { auth } = setUp(device('a', 'key'), device('b', 'other'))
  assert.equal(await auth.device('a', 'wrong'), undefined)
  assert.equal(await auth.device('unknown', 'key'), undefined)
  assert.equal(await auth.device('a', 'other'), undefined)
})

test('a new key works although the device is cached, and wrong keys ask at most once a second', async () => {
  const { auth, known, clock, asked } = setUp(device('a', 'old'))
  await auth.device('a', 'old')
  known.set(...device('a', 'old', 'new'))
  clock.now = 1000
  assert.equal((await auth.device('a', 'new'))?.deviceId, 'a')
  assert.equal(await auth.device('a', 'wrong'), undefined)
  assert.equal(await auth.device('a', 'wrong'), undefined)
  assert.deepEqual(asked, ['a', 'a'])
})

test('an unknown device is asked for again after a second, or when this process registers it', async () => {
  const { auth, known, clock, cache } = setUp()
  assert.equal(await auth.device('a', 'key'), undefined)
  known.set(...device('a', 'key'))
  assert.equal(await auth.device('a', 'key'), undefined)
  clock.now = 1000
  assert.equal((await auth.device('a', 'key'))?.deviceId, 'a')
  assert.equal(await auth.device('b', 'key'), undefined)
  known.set(...device('b', 'key'))
  cache.forget('b')
  assert.equal((await auth.device('b', 'key'))?.deviceId, 'b')
})

test('of many devices only those that are not cached are asked for, all at once, and are cached then', async () => {
  const { auth, asked, cache } = setUp(device('a', 'key'), device('b', 'key'), device('c', 'key'))
  await auth.device('a', 'key')
  const found = await cache.findMany(['a', 'b', 'unknown', 'c'])
  assert.deepEqual([...found.keys()].sort(), ['a', 'b', 'c'])
  await cache.findMany(['c', 'b', 'a'])
  assert.deepEqual(asked, ['a', 'b,unknown,c'])
})

test('a device is found by its key alone', async () => {
  const { auth } = setUp(device('a', 'key'))
  assert.equal((await auth.deviceOfKey('key'))?.deviceId, 'a')
  assert.equal(await auth.deviceOfKey('wrong'), undefined)
})

test('only the operator’s key is the operator’s', () => {
  const { auth } = setUp()
  assert.equal(auth.isOperator('operator'), true)
  assert.equal(auth.isOperator('operatoR'), false)
})

test('a key that is revoked by this process opens nothing from then on, under the id and by itself', async () => {
  const { auth, known, cache } = setUp(device('a', 'old', 'new'))
  assert.equal((await auth.device('a', 'old'))?.deviceId, 'a')
  assert.equal((await auth.deviceOfKey('old'))?.deviceId, 'a')
  known.set(...device('a', 'new'))
  cache.forget('a')
  assert.equal(await auth.device('a', 'old'), undefined)
  assert.equal(await auth.deviceOfKey('old'), undefined)
  assert.equal((await auth.device('a', 'new'))?.deviceId, 'a')
})

test('an answer that was asked for before a change is neither kept nor shared after it', async () => {
  const answers: PromiseWithResolvers<RegisteredDevice | undefined>[] = []
  const find = () => {
    answers.push(Promise.withResolvers())
    return answers.at(-1)?.promise as Promise<RegisteredDevice | undefined>
  }
  const cache = deviceCache(
    { find, findByKey: find, findMany: async () => [], first: async () => [] },
    () => 0,
  )
  const before = cache.find('a')
  cache.forget('a')
  const after = cache.find('a')
  answers[1]?.resolve(undefined)
  answers[0]?.resolve(device('a', 'key')[1])
  assert.equal((await before)?.deviceId, 'a')
  assert.equal(await after, undefined)
  assert.equal(cache.find('a'), undefined)
})

test('whoever makes up device ids pushes no device out of the cache', async () => {
  const { auth, asked } = setUp(device('a', 'key'))
  await auth.device('a', 'key')
  for (let number = 0; number < 100_001; number += 1) await auth.device(`unknown ${number}`, 'key')
  asked.length = 0
  assert.ok(!(auth.device('a', 'key') instanceof Promise))
  assert.deepEqual(asked, [])
})

test('a disabled device is told so, with its key and in this process at once; whoever has another key is nobody', async () => {
  const { auth, known, cache } = setUp(device('a', 'key'))
  await auth.device('a', 'key')
  known.set('a', { ...device('a', 'key')[1], enabled: false })
  cache.forget('a')
  await assert.rejects(async () => auth.device('a', 'key'), DeviceDisabled)
  await assert.rejects(async () => auth.deviceOfKey('key'), DeviceDisabled)
  assert.equal(await auth.device('a', 'wrong'), undefined)
})

test('a device that another task disables is refused after 60 seconds, one that it enables after one', async () => {
  const { auth, known, clock } = setUp(device('a', 'key'))
  await auth.device('a', 'key')
  known.set('a', { ...device('a', 'key')[1], enabled: false })
  clock.now = 60_000
  await assert.rejects(async () => auth.device('a', 'key'), DeviceDisabled)
  known.set(...device('a', 'key'))
  clock.now = 61_000
  assert.equal((await auth.device('a', 'key'))?.deviceId, 'a')
})
