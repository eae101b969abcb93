import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Redis } from 'ioredis'
import { startRedis } from '../../src/servers/redis.ts'
import { leftBehind } from '../support/left-behind.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

test('Redis starts as a cache that evicts, answers and stops', async (t) => {
  const run = await testRun(t)
  const server = await startRedis({ run, tools: await testTools('redisServer'), memoryBytes: 64 * 2 ** 20 })
  const client = new Redis(server.url)
  assert.equal(await client.set('telemark:test', '1'), 'OK')
  assert.deepEqual(await client.config('GET', 'maxmemory'), ['maxmemory', String(48 * 2 ** 20)])
  assert.deepEqual(await client.config('GET', 'maxmemory-policy'), ['maxmemory-policy', 'allkeys-lru'])
  assert.deepEqual(await client.config('GET', 'save'), ['save', ''])
  client.disconnect()

  await server[Symbol.asyncDispose]()
  await run[Symbol.asyncDispose]()
  assert.deepEqual(leftBehind(run.path), [])
})
