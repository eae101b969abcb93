import assert from 'node:assert/strict'
import test from 'node:test'
import type { Reading } from '@telemark/deployment'
import { settled } from '../../src/trial/warm-up.ts'

/** CPU seconds of the API, read once a second, growing by `steps`. */
function readings(steps: readonly number[]): Reading[] {
  let value = 0
  return [0, ...steps].map((step, second) => {
    value += step
    return { at: second * 1000, component: 'api', task: 1, metric: 'cpuSeconds', value }
  })
}

/** So many requests answered in each second. */
function answered(counts: readonly number[]) {
  return counts.flatMap((count, second) =>
    Array.from({ length: count }, (_, index) => ({ endedAt: second * 1000 + (index * 1000) / count })),
  )
}

const interval = { from: 0, to: 6000 }
const steadily = answered([100, 100, 100, 100, 100, 100])

test('CPU a request that stays about the same, or rises, has settled', () => {
  const cpu = readings([0.3, 0.3, 0.3, 0.3, 0.4, 0.4])
  assert.deepEqual(settled({ readings: cpu, samples: steadily }, interval), [])
})

test('a task that is busy all the time has not settled while it answers more and more requests', () => {
  const cpu = readings([1, 1, 1, 1, 1, 1])
  const [warning] = settled({ readings: cpu, samples: answered([50, 50, 70, 80, 100, 100]) }, interval)
  assert.match(warning?.message ?? '', /fell by 50 %/)
})

test('CPU a request that still falls is warned about, with the figure', () => {
  const [warning] = settled(
    { readings: readings([0.6, 0.6, 0.4, 0.4, 0.3, 0.3]), samples: steadily },
    interval,
  )
  assert.equal(warning?.kind, 'cpuPerRequestNotSettled')
  assert.match(warning?.message ?? '', /fell by 50 %/)
})

test('without readings nothing is claimed', () => {
  assert.deepEqual(settled({ readings: [], samples: steadily }, interval), [])
})
