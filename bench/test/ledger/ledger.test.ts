import assert from 'node:assert/strict'
import test from 'node:test'
import type { StoredEvent } from '@telemark/deployment'
import { eventId } from '../../k6/event-id.ts'
import { audit } from '../../src/ledger/ledger.ts'
import { sample } from '../load/samples.ts'

const run = 5
const sentAt = 1_795_465_536_000

function stored(n: number, { afterMs = 20, run: of = run, timeMs = sentAt } = {}): StoredEvent {
  return {
    deviceId: 'd',
    eventId: eventId({ run: of, n, timeMs }),
    eventTime: timeMs,
    receivedAt: timeMs + afterMs,
  }
}

async function* each(events: readonly StoredEvent[]) {
  yield* events
}

const answered = [201, 201, 202, 503, 0, 422, 200].map((status, n) => sample({ n, status, sentAt }))
const options = { run, samples: answered, begun: 20, judgedFrom: sentAt, judgedTo: sentAt + 1000 }

test('acknowledged and stored events are counted by their ids, and nothing is lost', async () => {
  const { audit: found, completion } = await audit(each([0, 1, 2, 6].map((n) => stored(n))), options)
  assert.deepEqual(found, { acknowledged: 4, stored: 4, lost: 0, duplicated: 0, phantom: 0, uncertain: 2 })
  assert.equal(completion, 1)
})

test('an acknowledged event that is not stored is lost', async () => {
  const { audit: found } = await audit(each([stored(0), stored(1), stored(6)]), options)
  assert.deepEqual([found.acknowledged, found.lost], [4, 1])
})

test('what had no clear answer is uncertain, stored or not, and so is what k6 never reported', async () => {
  const { audit: found } = await audit(each([0, 1, 2, 3, 6, 12].map((n) => stored(n))), options)
  assert.deepEqual(found, { acknowledged: 4, stored: 6, lost: 0, duplicated: 0, phantom: 0, uncertain: 3 })
})

test('a refused event that is stored is a phantom, and so is one that was never sent', async () => {
  const { audit: found } = await audit(each([0, 1, 2, 6, 5, 20].map((n) => stored(n))), options)
  assert.equal(found.phantom, 2)
  assert.equal(found.lost, 0)
})

test('one request stored under two times is duplicated', async () => {
  const twice = [stored(0), stored(0, { timeMs: sentAt + 1 }), stored(1), stored(2), stored(6)]
  const { audit: found } = await audit(each(twice), options)
  assert.deepEqual([found.stored, found.duplicated, found.lost], [4, 1, 0])
})

test('events of other runs and of other clients are left out', async () => {
  const others = [stored(0, { run: 6 }), { ...stored(0), eventId: '019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11' }]
  const { audit: found } = await audit(each(others), options)
  assert.deepEqual([found.stored, found.phantom, found.lost], [0, 0, 4])
})

test('completion is of the judged interval, within a second of sending', async () => {
  const samples = [0, 1, 2, 3].map((n) => sample({ n, sentAt: n === 3 ? sentAt + 5000 : sentAt }))
  const events = [
    stored(0),
    stored(1, { afterMs: 1000 }),
    stored(2, { afterMs: 1001 }),
    stored(3, { afterMs: 9000 }),
  ]
  const { completion } = await audit(each(events), { ...options, samples })
  assert.equal(completion, 2 / 3)
})

test('without acknowledged events there is no completion', async () => {
  const { completion } = await audit(each([]), { ...options, samples: [] })
  assert.equal(completion, undefined)
})
