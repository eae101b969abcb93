import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { RequestTiming } from '@telemark/deployment'
import { loadBalancer } from '../../src/balancer/balancer.ts'
import { runtimeApi } from '../../src/balancer/runtime-api.ts'
import { parseTiming } from '../../src/balancer/timings.ts'
import { startHaproxy } from '../../src/servers/haproxy.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

const workMs = 80

test('HAProxy times the requests that carry a label, and the service never sees it', async (t) => {
  const headers: string[] = []
  const service = createServer(async (incoming, response) => {
    if (incoming.url !== '/health') {
      headers.push(...Object.keys(incoming.headers))
      await delay(workMs)
    }
    response.end('ok')
  }).listen(0, '127.0.0.1')
  t.after(() => service.close())
  await once(service, 'listening')
  const run = await testRun(t)
  const haproxy = await startHaproxy({ run, tools: await testTools('haproxy') })
  t.after(() => haproxy[Symbol.asyncDispose]())
  const target = { name: 'api-1', port: (service.address() as AddressInfo).port }
  await loadBalancer(runtimeApi(haproxy.runtimeSocket)).join(target)

  const stop = new AbortController()
  const heard: RequestTiming[] = []
  const listening = (async () => {
    for await (const timing of haproxy.timings(stop.signal)) {
      heard.push(timing)
      if (timing.n === 19) stop.abort()
    }
  })()
  const startedAt = performance.now()
  await (await fetch(haproxy.url)).text()
  await (await fetch(haproxy.url, { headers: { 'x-witness': '5-18' } })).text()
  await (await fetch(haproxy.url, { headers: { 'x-witness': '5-19' } })).text()
  const elapsedMs = performance.now() - startedAt
  await listening
  assert.deepEqual(
    heard.map(({ run: of, n }) => [of, n]),
    [
      [5, 18],
      [5, 19],
    ],
  )
  for (const { ms } of heard) assert.ok(ms >= workMs - 1 && ms < elapsedMs, `${ms} ms of ${elapsedMs}`)
  assert.equal(headers.includes('x-witness'), false)
})

test('a line that is no timing says nothing', () => {
  assert.deepEqual(parseTiming('witness 5-18 200 82'), { run: 5, n: 18, ms: 82 })
  assert.equal(parseTiming('witness 5-18 -1 -1'), undefined)
  assert.equal(parseTiming('Server app/api-1 is UP'), undefined)
})
