import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchAnswer, type Slot } from '../../../src/http/batch/batch-answer.ts'
import type { Outcome } from '../../../src/telemetry/outcome.ts'
import { eventOf } from '../../support/events.ts'

const event: Slot = { kind: 'event', event: eventOf(), idempotent: true }
const fault = { pointer: '/a', code: 'wrong', required: 'another' }
const faulty: Slot = { kind: 'faulty', faults: [fault] }
const fresh: Outcome = { kind: 'committed', duplicate: false }
const replay: Outcome = { kind: 'committed', duplicate: true }
const enqueued: Outcome = { kind: 'enqueued' }

test('Each event counts once, as accepted, duplicate or rejected, and errors tell its place in the batch', () => {
  const rejected: Outcome = { kind: 'rejected', code: 'out_of_range', reason: '' }
  const { errors, ...counts } = batchAnswer([faulty, event, event, faulty, event], [fresh, replay, rejected])
  assert.deepEqual(counts, { accepted: 1, duplicates: 1, rejected: 3, idempotent: true })
  assert.deepEqual(
    errors.map(({ index, code, pointer }) => `${index} ${code} ${pointer}`),
    ['0 wrong /a', '3 wrong /a', '4 out_of_range /event_time'],
  )
})

test('Where it is not known what is stored, what is repeated in the batch is a duplicate', () => {
  const other: Slot = { kind: 'event', event: eventOf({ device: 2 }), idempotent: true }
  const { accepted, duplicates } = batchAnswer([event, other, event, event], Array(4).fill(enqueued))
  assert.deepEqual([accepted, duplicates], [2, 2])
})

test('A batch may be sent again unless an event that was taken has no identity', () => {
  const anonymous: Slot = { kind: 'event', event: eventOf(), idempotent: false }
  const rejected: Outcome = { kind: 'rejected', code: 'not_storable', reason: '' }
  assert.equal(batchAnswer([event, anonymous], [fresh, fresh]).idempotent, false)
  assert.equal(batchAnswer([event, anonymous], [fresh, rejected]).idempotent, true)
})

test('An event with many faults has an entry for each, until there are a thousand: then one', () => {
  const many: Slot = { kind: 'faulty', faults: Array(64).fill(fault) }
  assert.equal(batchAnswer([many], []).errors.length, 64)
  const { errors, rejected } = batchAnswer(Array(1000).fill(many), [])
  assert.deepEqual([rejected, errors.length], [1000, 16 * 64 + 1000 - 16])
  assert.equal(errors.at(-1)?.index, 999)
})
