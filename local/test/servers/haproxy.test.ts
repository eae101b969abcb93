import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHaproxy } from '../../src/servers/haproxy.ts'
import { leftBehind } from '../support/left-behind.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

test('HAProxy without a target says when to try again, and stops', async (t) => {
  const run = await testRun(t)
  const server = await startHaproxy({ run, tools: await testTools('haproxy') })
  const response = await fetch(server.url)
  assert.equal(response.status, 503)
  assert.equal(response.headers.get('retry-after'), '1')
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.deepEqual(await response.json(), { type: 'about:blank', title: 'No task is healthy', status: 503 })

  await server[Symbol.asyncDispose]()
  await run[Symbol.asyncDispose]()
  assert.deepEqual(leftBehind(run.path), [])
})
