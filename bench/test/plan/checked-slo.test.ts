import assert from 'node:assert/strict'
import test from 'node:test'
import { settingsFor } from '../../src/load/settings.ts'
import { timeoutSeconds } from '../../src/plan/checked-slo.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { defaultSlo, type Slo } from '../../src/plan/slo.ts'
import { mixed } from '../../src/plan/workloads.ts'

test('limits that can both hold and break are taken as they are', () => {
  for (const slo of [
    defaultSlo,
    { latency: { percentile: 95, limitMs: 4999 }, failureRate: 1, completion: 1 },
    { latency: { percentile: 99, limitMs: 0.5 }, failureRate: 0.00001, completion: 0.01 },
  ] as const satisfies readonly Slo[])
    assert.deepEqual(planFor({ slo }).slo, slo)
})

const useless: readonly (readonly [changes: Partial<Slo>, said: RegExp])[] = [
  [{ failureRate: 0 }, /failures=0%: .*failures have to stay below it/],
  [{ failureRate: 1.5 }, /failures=150%: a limit above 0% and up to 100% is required/],
  [{ completion: 0 }, /completion=0%: .*no share is below 0%/],
  [{ completion: Number.NaN }, /completion=NaN%/],
  [{ freshness: { share: 1.01, withinMs: 1000 } }, /freshness=101%: a limit above 0% and up to 100%/],
  [{ latency: { percentile: 95, limitMs: 0 } }, /p95=0ms: a limit above 0 and below 5 s/],
  [{ latency: { percentile: 99, limitMs: 5000 } }, /p99=5000ms: .*takes longer counts as failed/],
]

for (const [changes, said] of useless) {
  test(`an SLO with ${JSON.stringify(changes)} is refused with what is required`, () => {
    assert.throws(() => planFor({ slo: { ...defaultSlo, ...changes } }), {
      name: 'RangeError',
      message: said,
    })
  })
}

test('the highest latency limit is the timeout that k6 is told', () => {
  const settings = settingsFor({
    plan: planFor(),
    workload: mixed,
    stages: [{ seconds: 1, rate: 1 }],
    run: 1,
  })
  assert.equal(settings.timeoutSeconds, timeoutSeconds)
})
