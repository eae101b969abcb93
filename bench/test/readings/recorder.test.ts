import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { Reading } from '@telemark/deployment'
import { recordReadings } from '../../src/readings/recorder.ts'

const lag = (at: number, value: number, task = 1): Reading => ({
  at,
  component: 'consumer',
  task,
  metric: 'lagSeconds',
  value,
})

/** What a recorder says of the lag at `now`, once it has seen `readings`. */
async function latestOf(t: TestContext, readings: readonly Reading[], now: number) {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-recorder-'))
  t.after(() => rm(folder, { recursive: true }))
  const seen = Promise.withResolvers<void>()
  const deployment = {
    async *readings() {
      yield* readings
      seen.resolve()
    },
  }
  await using recorder = recordReadings(deployment, join(folder, 'readings.ndjson.gz'), () => now)
  await seen.promise
  return recorder.latest('consumer', 'lagSeconds')
}

test('the latest value is the largest over the tasks', async (t) => {
  const readings = [lag(1000, 9), lag(2000, 1), lag(2000, 2, 2)]
  assert.equal(await latestOf(t, readings, 2500), 2)
})

test('a value that is older than 3 s is unknown: whoever gave it may be gone', async (t) => {
  assert.equal(await latestOf(t, [lag(1000, 9)], 4000), 9)
  assert.equal(await latestOf(t, [lag(1000, 9)], 4001), undefined)
  assert.equal(await latestOf(t, [lag(1000, 9), lag(3000, 1, 2)], 4500), 1)
})

test('what is not a number is unknown', async (t) => {
  assert.equal(await latestOf(t, [lag(1000, Number.NaN)], 1500), undefined)
  assert.equal(await latestOf(t, [], 1500), undefined)
})
