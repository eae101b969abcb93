import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { eventually } from '../../../../test/support/eventually.ts'
import { composeApi } from '../../../src/compose/compose-api.ts'
import type { Api } from '../../../src/http/api.ts'
import { getHistory, type HistoryRoute } from '../../../src/http/telemetry/get-history.ts'
import { Unavailable } from '../../../src/telemetry/unavailable.ts'
import { untraced } from '../../../src/tracing/untraced.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { operatorHeaders, runningApi } from '../../support/running-api.ts'
import { useServers } from '../../support/servers.ts'
import { storeRows } from '../../support/stored-rows.ts'

const servers = useServers(['postgres'])

/** Asks for NDJSON and reads nothing yet. */
async function openStream(url: URL, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  const request = get(url, { agent: false, headers: { ...headers, accept: 'application/x-ndjson' } })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return answer
}

/** What the system has taken for the next client, in bytes. */
function sentBytes(t: TestContext): () => number {
  let client: Socket | undefined
  const connected = (message: unknown) => {
    client ??= (message as { readonly socket: Socket }).socket
  }
  subscribe('net.server.socket', connected)
  t.after(() => unsubscribe('net.server.socket', connected))
  return () => (client === undefined ? 0 : client.bytesWritten - client.writableLength)
}

/** Counts the pages that are asked for; the page `failsAt` cannot be read. */
function countedPages({ failsAt = Number.POSITIVE_INFINITY } = {}) {
  const pages = { asked: 0 }
  const change = (api: Api): Api => ({
    ...api,
    events: {
      ...api.events,
      history(query) {
        pages.asked += 1
        return pages.asked === failsAt
          ? Promise.reject(new Unavailable('PostgreSQL is unreachable'))
          : api.events.history(query)
      },
    },
  })
  return { pages, change }
}

test('a slow reader gets the whole of a large range, and the task holds a few pages of it at any time', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { device, deviceId } = await fresh.device()
  const count = 50_000
  await storeRows(fresh, device, { count, textLength: 600 })
  const { pages, change } = countedPages()
  const sent = sentBytes(t)
  const moments: { readonly asked: number; readonly sent: number }[] = []
  const url = await runningApi(t, fresh.config, (api) => {
    const counting = change(api)
    const history: typeof api.events.history = (query) => {
      moments.push({ asked: pages.asked, sent: sent() })
      return counting.events.history(query)
    }
    return { ...counting, events: { ...counting.events, history } }
  })
  const answer = await openStream(new URL(`/api/telemetry/${deviceId}`, url), operatorHeaders(fresh.config))
  let [received, lines] = [0, 0]
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    received += chunk.length
    lines += chunk.filter((byte) => byte === 10).length
    if (received < 1_000_000) await delay(20)
  }
  assert.equal(answer.complete, true)
  assert.equal(lines, count)
  const pageBytes = received / (count / 1000)
  const held = moments.map((moment) => moment.asked - moment.sent / pageBytes)
  assert.ok(Math.max(...held) < 8, `${held.map((each) => each.toFixed(1))} pages`)
})

test('when the reader leaves, PostgreSQL is asked no more, and another may have the place', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { device, deviceId } = await fresh.device()
  await storeRows(fresh, device, { count: 40_000, textLength: 1000 })
  const { pages, change } = countedPages()
  const url = new URL(`/api/telemetry/${deviceId}`, await runningApi(t, fresh.config, change))
  const headers = operatorHeaders(fresh.config)
  const open = await Promise.all(Array.from({ length: 20 }, () => openStream(url, headers)))
  const refused = await openStream(url, headers)
  assert.equal(refused.statusCode, 503)
  assert.equal(refused.headers['retry-after'], '1')
  for (const answer of open) answer.destroy()
  const again = () => openStream(new URL('?limit=1', url), headers)
  await eventually(async () => assert.equal((await again()).statusCode, 200))
  assert.ok(pages.asked < 20 * 40, `${pages.asked} pages`)
})

test('a stream that fails midway is cut, never ended as if it were whole', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { device, deviceId } = await fresh.device()
  await storeRows(fresh, device, { count: 5000 })
  const url = await runningApi(t, fresh.config, countedPages({ failsAt: 4 }).change)
  const answer = await openStream(new URL(`/api/telemetry/${deviceId}`, url), operatorHeaders(fresh.config))
  assert.equal(answer.statusCode, 200)
  await assert.rejects(async () => {
    for await (const _chunk of answer);
  }, /aborted/)
  assert.equal(answer.complete, false)
})

test('a stream whose first page cannot be read is a 503', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { deviceId } = await fresh.device()
  const url = await runningApi(t, fresh.config, countedPages({ failsAt: 1 }).change)
  const answer = await openStream(new URL(`/api/telemetry/${deviceId}`, url), operatorHeaders(fresh.config))
  assert.equal(answer.statusCode, 503)
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.equal(answer.headers['content-disposition'], undefined)
})

test('a reader that takes nothing for too long is cut off, and another may have its place', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { device, deviceId } = await fresh.device()
  await storeRows(fresh, device, { count: 40_000, textLength: 1000 })
  await using stack = new AsyncDisposableStack()
  const handler = getHistory(composeApi(fresh.config, { stack, tracing: untraced }), {
    maxStreams: 1,
    stalledAfterMs: 100,
  })
  const app = Fastify({ forceCloseConnections: true })
  stack.defer(() => app.close())
  app.get<HistoryRoute>('/:device_id', handler)
  const url = new URL(deviceId, await app.listen({ host: '127.0.0.1', port: 0 }))
  const headers = operatorHeaders(fresh.config)
  const stalled = await openStream(url, headers)
  assert.equal(stalled.statusCode, 200)
  const again = () => openStream(new URL('?limit=1', url), headers)
  await eventually(async () => assert.equal((await again()).statusCode, 200))
  await assert.rejects(async () => {
    for await (const _chunk of stalled);
  }, /aborted/)
})
