import assert from 'node:assert/strict'
import { get } from 'node:http'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { eventually } from '../../../test/support/eventually.ts'
import { metricsIn } from '../../../test/support/metrics-in.ts'
import { refuseUnknown } from '../../src/http/refuse-unknown.ts'
import { createMetrics } from '../../src/metrics.ts'

const duration = 'http_request_duration_seconds'

/** A server with a few routes, what it answers, and a look at its metrics. */
async function served(t: TestContext, addRoutes: (app: FastifyInstance) => void) {
  const metrics = createMetrics('baseline')
  const app = Fastify()
  metrics.http.watch(app)
  refuseUnknown(app, metrics.http.unmatched)
  addRoutes(app)
  t.after(() => app.close())
  const url = await app.listen()
  return {
    url,
    text: metrics.text,
    /** Waits until a series has this value: an answer is counted a moment after it has arrived. */
    until: (series: string, wanted: number) =>
      eventually(async () => assert.equal(metricsIn(await metrics.text()).get(series), wanted, series)),
  }
}

async function* endless() {
  for (;;) {
    yield ':\n\n'
    await delay(5)
  }
}

test('A request is counted under the template of its route, however many devices there are', async (t) => {
  const { url, until, text } = await served(t, (app) => {
    app.get('/api/device/:id', async () => 'ok')
  })
  for (const id of ['a', 'b', 'c']) await fetch(`${url}/api/device/${id}`)
  await until(`${duration}_count{method="GET",route="/api/device/:id",status_code="200"}`, 3)
  await until(`${duration}_bucket{le="+Inf",method="GET",route="/api/device/:id",status_code="200"}`, 3)
  assert.doesNotMatch(await text(), /device\/[abc]/)
})

test('Whatever no route serves is one route', async (t) => {
  const { url, until, text } = await served(t, (app) => {
    app.get('/known', async () => 'ok')
  })
  for (const path of ['/wp-login.php', '/.env', '/api/telemetry/1/2/3/4']) await fetch(url + path)
  await fetch(`${url}/known`, { method: 'DELETE' })
  await until(`${duration}_count{method="any",route="unmatched",status_code="404"}`, 3)
  await until(`${duration}_count{method="any",route="unmatched",status_code="405"}`, 1)
  assert.doesNotMatch(await text(), /wp-login/)
})

test('A stream is counted as one that is open: it is no request in flight, and no slow answer', async (t) => {
  const { url, until, text } = await served(t, (app) => {
    app.get('/stream', { config: { longLived: true } }, (request, reply) => {
      if (request.headers.authorization === undefined) return reply.code(401).send()
      return reply.type('text/event-stream').send(Readable.from(endless()))
    })
  })
  const stream = new AbortController()
  const headers = { authorization: 'Bearer' }
  await fetch(`${url}/stream`, { signal: stream.signal, headers })
  await until('http_streams_open', 1)
  await until('http_requests_in_flight', 0)
  stream.abort()
  await until('http_streams_open', 0)
  await until('http_requests_aborted_total', 0)
  assert.doesNotMatch(await text(), /route="\/stream"/)

  assert.equal((await fetch(`${url}/stream`)).status, 401)
  await until(`${duration}_count{method="GET",route="/stream",status_code="401"}`, 1)
})

test('A request is in flight until it is answered, or until its client has left', async (t) => {
  const answer = Promise.withResolvers<string>()
  t.after(() => answer.resolve('done')) // the server waits for it
  const { url, until } = await served(t, (app) => {
    app.get('/slow', () => answer.promise)
  })
  const answered = fetch(`${url}/slow`)
  const leaving = get(`${url}/slow`).on('error', () => undefined)
  await until('http_requests_in_flight', 2)
  leaving.destroy()
  await until('http_requests_in_flight', 1)
  await until('http_requests_aborted_total', 1)
  answer.resolve('done')
  assert.equal((await answered).status, 200)
  await until('http_requests_in_flight', 0)
  await until('http_requests_aborted_total', 1)
})
