import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../src/config.ts'
import { tuning } from '../src/tuning.ts'

const environment = {
  TELEMARK_DATABASE_URL: 'postgres://nowhere',
  TELEMARK_REDIS_URL: 'redis://nowhere',
  TELEMARK_KAFKA_BROKERS: 'nowhere:1',
  TELEMARK_OPERATOR_KEY: '0'.repeat(32),
}

function tuningOf(architecture: string) {
  return tuning(readConfig({ ...environment, TELEMARK_ARCHITECTURE: architecture }))
}

test('a service says how it is tuned: its pool, and where it collects events, batches and linger', () => {
  assert.deepEqual(tuningOf('baseline'), { 'connections of a task to PostgreSQL': '10' })
  assert.deepEqual(tuningOf('batched'), {
    'connections of a task to PostgreSQL': '10',
    'events of a batch, most': '1000',
    'events waiting, most': '10000',
    'patience of an event, ms': '700',
    'linger, ms': '0',
  })
  const kafka = tuningOf('kafka')
  assert.deepEqual(
    [kafka['linger, ms'], kafka['events of a consumer at once, most'], kafka.partitions],
    ['5', '5000', '12'],
  )
})
