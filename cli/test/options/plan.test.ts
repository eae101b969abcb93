import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandOf, defaultSlo } from '@telemark/bench'
import { planFromFlags } from '../../src/options/plan.ts'

test('Flags that are left out leave the plan as it is by default', () => {
  const plan = planFromFlags({})
  assert.deepEqual([plan.profile, plan.targetRate, plan.slo], ['standard', 1000, defaultSlo])
  assert.equal(plan.architectures.length * plan.workloads.length, 15)
})

test('An SLO changes only the limits that it names', () => {
  const { slo } = planFromFlags({ slo: 'p95=0.2s,failures=2%' })
  assert.deepEqual(slo, { ...defaultSlo, latency: { percentile: 95, limitMs: 200 }, failureRate: 0.02 })
})

test('A share in per cent is the same number as the share that it is compared with', () => {
  assert.equal(planFromFlags({ slo: 'failures=1.1%' }).slo.failureRate, 11 / 1000)
  assert.deepEqual(planFromFlags({ slo: 'freshness=95%' }).slo.freshness, { share: 0.95, withinMs: 1000 })
})

test('The fleet page takes its share of the reads, and writes keep theirs', () => {
  const plan = planFromFlags({ mix: '7:3', fleetReads: '50%', workloads: 'write-heavy,mixed' })
  assert.deepEqual(
    plan.workloads.map(({ mix }) => mix),
    [
      { write: 1, latest: 0, fleet: 0 },
      { write: 7, latest: 1.5, fleet: 1.5 },
    ],
  )
})

test('A name that is left empty is refused', () => {
  for (const architectures of ['baseline,', ',', ''])
    assert.throws(
      () => planFromFlags({ architectures }),
      /the name of each architecture is required, .*one is empty/,
    )
})

test('A share of reads that no workload has is refused', () => {
  assert.throws(
    () => planFromFlags({ fleetReads: '50%', workloads: 'write-heavy' }),
    /a workload with reads is required, found write-heavy/,
  )
})

test('The command in a report, typed again, gives the same plan', () => {
  const flags = {
    profile: 'smoke',
    mix: '7:3',
    fleetReads: '20%',
    slo: 'p95=150ms,completion=98.5%',
    target: '640',
    devices: '50',
  }
  const plan = planFromFlags({ ...flags, architectures: 'baseline,redis', shape: 'step', seed: '7' })
  const typed = [...commandOf(plan).matchAll(/--([a-z-]+) (\S+)/g)].map(([, flag = '', value]) => [
    camelCase(flag),
    value,
  ])
  assert.deepEqual(planFromFlags(Object.fromEntries(typed)), plan)
})

test('What stands elsewhere gets a small fleet, which its flag may enlarge within bounds', () => {
  const elsewhere = { architectures: [], comparable: false }
  assert.equal(planFromFlags({}, elsewhere).fleet.devices, 200)
  assert.deepEqual(planFromFlags({ devices: '5000' }, elsewhere).fleet, { devices: 5000, eventsPerDevice: 1 })
  assert.throws(() => planFromFlags({ devices: '20000' }, elsewhere), /from 1 to 10000 is required/)
})

function camelCase(flag: string): string {
  return flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
