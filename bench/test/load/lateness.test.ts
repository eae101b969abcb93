import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultLoad } from '../../k6/load.ts'
import { dueMs, jitterMs } from '../../k6/schedule.ts'
import { latenessP99 } from '../../src/load/lateness.ts'
import { sample } from './samples.ts'

function sent(lateMs: (n: number) => number) {
  return Array.from({ length: 1000 }, (_, n) => {
    const due = (dueMs(n, defaultLoad.stages) ?? 0) + jitterMs(defaultLoad.seed, n, defaultLoad.jitterMs)
    return sample({ n, sentAt: 5_000_000 + due + lateMs(n) })
  })
}

test('a generator that keeps its schedule is not late, whenever it began', () => {
  assert.ok(
    latenessP99(
      sent(() => 0),
      defaultLoad,
    ) < 1e-6,
  )
})

test('lateness is that of the 99th percentile', () => {
  assert.ok(
    latenessP99(
      sent((n) => (n % 200 === 0 ? 50 : 0)),
      defaultLoad,
    ) < 1,
  )
  assert.ok(
    latenessP99(
      sent((n) => (n % 50 === 0 ? 50 : 0)),
      defaultLoad,
    ) >= 49.9,
  )
})
