import assert from 'node:assert/strict'
import test from 'node:test'
import type { StoredEvent } from '@telemark/deployment'
import { measurements } from '../../k6/api.ts'
import { canaryRun } from '../../k6/canaries.ts'
import { eventId } from '../../k6/event-id.ts'
import { checksumOf } from '../../src/ledger/checksum.ts'
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
    checksum: checksumOf(measurements(of, n)),
  }
}

async function* each(events: readonly StoredEvent[]) {
  yield* events
}

const answered = [201, 201, 202, 503, 0, 422, 200].map((status, n) => sample({ n, status, sentAt }))
const interval = { judgedFrom: sentAt, judgedTo: sentAt + 1000 }
const options = { runs: [{ run, writes: answered, begun: 20 }], ...interval }

const clean = { lost: 0, duplicated: 0, phantom: 0, corrupted: 0, unverified: 0 }

test('acknowledged and stored events are counted by their ids, and nothing is lost', async () => {
  const { audit: found, completion } = await audit(each([0, 1, 2, 6].map((n) => stored(n))), options)
  assert.deepEqual(found, { ...clean, acknowledged: 4, stored: 4, uncertain: 2 })
  assert.equal(completion, 1)
})

test('an acknowledged event that is not stored is lost', async () => {
  const { audit: found } = await audit(each([stored(0), stored(1), stored(6)]), options)
  assert.deepEqual([found.acknowledged, found.lost], [4, 1])
})

test('what had no clear answer is uncertain, stored or not, and so is what k6 never reported', async () => {
  const { audit: found } = await audit(each([0, 1, 2, 3, 6, 12].map((n) => stored(n))), options)
  assert.deepEqual(found, { ...clean, acknowledged: 4, stored: 6, uncertain: 3 })
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
  const { completion } = await audit(each(events), {
    ...interval,
    runs: [{ run, writes: samples, begun: 20 }],
  })
  assert.equal(completion, 2 / 3)
})

test('without acknowledged events there is no completion', async () => {
  const { completion } = await audit(each([]), { ...interval, runs: [{ run, writes: [], begun: 0 }] })
  assert.equal(completion, undefined)
})

test('a stored event whose content is not what was sent is corrupted, and lost is something else', async () => {
  const changed = { ...stored(1), checksum: checksumOf({ ...measurements(run, 1), temperature: 99 }) }
  const { audit: found } = await audit(each([stored(0), changed, stored(2), stored(6)]), options)
  assert.deepEqual([found.corrupted, found.lost, found.unverified], [1, 0, 0])
})

test('without a checksum an event is unverified', async () => {
  const { checksum: _, ...bare } = stored(0)
  const { audit: found } = await audit(each([bare, stored(1), stored(2), stored(6)]), options)
  assert.deepEqual([found.unverified, found.corrupted], [1, 0])
})

test('canaries have a run of their own, and are part of the same audit', async () => {
  const canaries = { run: canaryRun(run), writes: [{ n: 0, status: 201, sentAt }], begun: 10 }
  const both = { ...options, runs: [...options.runs, canaries] }
  const all = [0, 1, 2, 6].map((n) => stored(n))
  const { audit: kept } = await audit(each([...all, stored(0, { run: canaryRun(run) })]), both)
  assert.deepEqual(kept, { ...clean, acknowledged: 5, stored: 5, uncertain: 2 })
  const { audit: without } = await audit(each(all), both)
  assert.equal(without.lost, 1)
})

test('a checksum does not depend on the order of names', () => {
  assert.equal(checksumOf({ b: 1.5, a: 'x' }), checksumOf({ a: 'x', b: 1.5 }))
  assert.notEqual(checksumOf({ a: '1' }), checksumOf({ a: 1 }))
})
