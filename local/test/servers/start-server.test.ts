import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { startHaproxy } from '../../src/servers/haproxy.ts'
import { startRedis } from '../../src/servers/redis.ts'
import { leftBehind } from '../support/left-behind.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

test('a taken port is refused with whose it is and what to do', async (t) => {
  const run = await testRun(t)
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await assert.rejects(
    startHaproxy({ run, tools: await testTools('haproxy'), port }),
    ({ message, cause }: Error) => {
      const said = `^Cannot start HAProxy: port ${port} is taken by pid ${process.pid} .*Stop it, or choose another`
      assert.match(message, new RegExp(said))
      assert.equal((cause as NodeJS.ErrnoException).code, 'EADDRINUSE')
      return true
    },
  )
})

test('a server that cannot start says why, and leaves nothing', async (t) => {
  const run = await testRun(t)
  const redisServer = { path: '/bin/sh', env: {}, version: '7.0.0' } // which does not know Redis' settings
  await assert.rejects(
    startRedis({ run, tools: { redisServer } }),
    /Cannot start Redis: it ended with exit code \d+\. The end of .*:\n\S+/,
  )
  await run[Symbol.asyncDispose]()
  assert.deepEqual(leftBehind(run.path), [])
})
