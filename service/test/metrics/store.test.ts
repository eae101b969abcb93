import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricsIn } from '../../../test/support/metrics-in.ts'
import { bisect } from '../../src/ingest/bisect.ts'
import { createMetrics } from '../../src/metrics.ts'
import { NotStorable, type StoreEvents } from '../../src/telemetry/ports.ts'
import { eventOf } from '../support/events.ts'

test('An event that can never be stored is counted once, however often its batch is halved', async () => {
  const metrics = createMetrics('baseline')
  const events = Array.from({ length: 8 }, (_, device) => eventOf({ device }))
  const store: StoreEvents = async (given) => {
    if (given.some(({ device }) => device === 5)) throw new NotStorable('not_storable', 'a bad event')
    return { late: new Set(), receivedAt: given.map(({ device }) => (device === 0 ? undefined : 1)) }
  }
  const outcomes = await bisect(metrics.store(store))(events)
  assert.equal(outcomes.filter(({ kind }) => kind === 'rejected').length, 1)
  const series = metricsIn(await metrics.text())
  const counted = (outcome: string) => series.get(`telemark_store_events_total{outcome="${outcome}"}`)
  assert.deepEqual(['stored', 'duplicate', 'rejected'].map(counted), [6, 1, 1])
})
