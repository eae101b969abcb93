import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { semaphore } from '../../../src/concurrency/semaphore.ts'
import { csv, ndjson } from '../../../src/http/telemetry/history-format.ts'
import { streamHistory } from '../../../src/http/telemetry/stream-history.ts'
import type { HistoryQuery, ReadEvents } from '../../../src/telemetry/read-events.ts'
import { Unavailable } from '../../../src/telemetry/unavailable.ts'
import { eventOf } from '../../support/events.ts'

const query: HistoryQuery = {
  device: 1,
  deviceId: eventOf().deviceId,
  from: 0,
  to: Date.now(),
  order: 'desc',
  limit: Number.POSITIVE_INFINITY,
}
const allPages = 100

/** Full pages without end, or until `failsAt`; counts how many were asked for. */
function countedPages({ failsAt = allPages + 1 } = {}) {
  const asked: HistoryQuery[] = []
  const read: ReadEvents['history'] = async (asking) => {
    asked.push(asking)
    if (asked.length === failsAt) throw new Unavailable('PostgreSQL is unreachable')
    const events = Array.from({ length: asking.limit }, () => ({ ...eventOf(), receivedAt: 0 }))
    const last = events.at(-1)
    return {
      events,
      next:
        last === undefined || asked.length === allPages
          ? undefined
          : { at: last.eventTime * 1000, eventId: last.eventId },
    }
  }
  return { asked, read }
}

/** More than enough turns for whatever needs no more than turns. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn()
}

/** Takes one chunk at a time, when told to. */
function reader() {
  let taken: (() => void) | undefined
  const writable = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      taken = done
    },
  })
  return {
    writable,
    async take() {
      const done = taken
      taken = undefined
      done?.()
      await manyTurns()
    },
  }
}

test('while the reader does not read no page is asked for, and one more for each that it takes', async () => {
  const { asked, read } = countedPages()
  const stream = await streamHistory(query, { read, streams: semaphore(1, 'streams'), format: ndjson })
  const slow = reader()
  stream.pipe(slow.writable)
  await manyTurns()
  const ahead = asked.length
  assert.ok(ahead <= 4, `${ahead} pages`)
  await manyTurns()
  assert.equal(asked.length, ahead)
  for (let page = 1; page <= 10; page += 1) {
    await slow.take()
    assert.equal(asked.length, ahead + page)
  }
  stream.destroy()
})

test('when the reader leaves nothing more is asked for, and its place is free', async () => {
  const { asked, read } = countedPages()
  const one = semaphore(1, 'streams')
  const stream = await streamHistory(query, { read, streams: one, format: ndjson })
  await assert.rejects(streamHistory(query, { read, streams: one, format: ndjson }), Unavailable)
  stream.destroy()
  await manyTurns()
  const before = asked.length
  await manyTurns()
  assert.equal(asked.length, before)
  one.acquire()
})

test('a first page that cannot be read is the answer, one that fails later ends the stream with its error', async () => {
  const one = semaphore(1, 'streams')
  const parts = { streams: one, format: csv }
  await assert.rejects(
    streamHistory(query, { ...parts, read: countedPages({ failsAt: 1 }).read }),
    Unavailable,
  )
  const stream = await streamHistory(query, { ...parts, read: countedPages({ failsAt: 3 }).read })
  let chunks = 0
  await assert.rejects(async () => {
    for await (const _chunk of stream) chunks += 1
  }, Unavailable)
  assert.equal(chunks, 2)
  one.acquire()
})

test('a limit is spread over pages, and the last asks for no more than is left', async () => {
  const { asked, read } = countedPages()
  const stream = await streamHistory(
    { ...query, limit: 2300 },
    { read, streams: semaphore(1, 'streams'), format: csv },
  )
  const lines = (await stream.toArray()).join('').split('\r\n')
  assert.equal(lines.length - 2, 2300) // without the header, and what follows the last line break
  assert.deepEqual(
    asked.map(({ limit }) => limit),
    [1000, 1000, 300],
  )
})
