import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trackProgress } from '../../src/ingest/track-progress.ts'
import { eventOf } from '../support/events.ts'

const message = (ageMs: number) => ({
  topic: 'telemetry',
  partition: 0,
  offset: 0n,
  timestamp: BigInt(Date.now() - ageMs),
  key: undefined,
  headers: new Map(),
  value: { bytes: undefined, event: eventOf() },
})

test('a lag that nobody has looked into is unknown, and none is none', () => {
  const progress = trackProgress(() => undefined)
  assert.equal(progress.lagSeconds(5), Number.NaN)
  assert.equal(progress.lagSeconds(0), 0)
})

test('what waits after there was nothing is no older than that', () => {
  const progress = trackProgress(() => undefined)
  progress.working([message(3_600_000)])
  progress.idle()
  progress.lagSeconds(0)
  assert.ok(progress.lagSeconds(5) < 3600)
})

test('the lag is the age of the oldest event on its way, and then of the last one that was stored', () => {
  const progress = trackProgress(() => undefined)
  progress.working([message(1000), message(60_000), message(2000)])
  assert.ok(progress.lagSeconds(5) >= 60)
  progress.idle()
  assert.ok(progress.lagSeconds(5) >= 60)
  assert.equal(progress.lagSeconds(0), 0)
})
