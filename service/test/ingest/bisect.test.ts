import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bisect } from '../../src/ingest/bisect.ts'
import { NotStorable, type StoreEvents } from '../../src/telemetry/ports.ts'
import { Unavailable } from '../../src/telemetry/unavailable.ts'
import { eventOf } from '../support/events.ts'

function storeRefusing(...bad: readonly number[]): { store: StoreEvents; stored: number[] } {
  const stored: number[] = []
  return {
    stored,
    store: async (events) => {
      if (events.some(({ device }) => bad.includes(device))) throw new NotStorable('not_storable', 'bad')
      stored.push(...events.map(({ device }) => device))
      return { receivedAt: events.map(() => 1), late: new Set() }
    },
  }
}

const batch = (count: number) => Array.from({ length: count }, (_, device) => eventOf({ device }))

test('bad events fail alone, and outcomes keep the order of the batch', async () => {
  const { store, stored } = storeRefusing(0, 6, 9)
  const outcomes = await bisect(store)(batch(10))
  const rejected = outcomes.flatMap((outcome, index) => (outcome.kind === 'rejected' ? [index] : []))
  assert.deepEqual(rejected, [0, 6, 9])
  assert.deepEqual(stored, [1, 2, 3, 4, 5, 7, 8])
})

test('a batch of nothing but bad events is rejected one by one', async () => {
  const outcomes = await bisect(storeRefusing(0, 1, 2).store)(batch(3))
  assert.deepEqual(new Set(outcomes.map(({ kind }) => kind)), new Set(['rejected']))
})

test('an outage is not an event’s fault', async () => {
  const accept = bisect(async () => {
    throw new Unavailable('down')
  })
  await assert.rejects(accept(batch(4)), Unavailable)
})
