import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '@telemark/deployment'
import { shortageOf } from '../../src/trial/shortage.ts'

const machine = { cores: 2, serverCores: 1 }
const span = { from: 0, to: 10_000 }

/** A counter that grew by `amount` within the ten seconds. */
function grew(
  component: Reading['component'],
  metric: Reading['metric'],
  amount: number,
): readonly Reading[] {
  return [0, 10_000].map((at) => ({ at, component, metric, task: 1, value: (amount * at) / 10_000 }))
}

test('components that leave some of their cores unused are not short of CPU', () => {
  const readings = [...grew('api', 'cpuSeconds', 5), ...grew('postgres', 'cpuSeconds', 4)]
  assert.equal(shortageOf(readings, span, machine), undefined)
})

test('components that use all of their cores together are short of CPU', () => {
  const readings = [...grew('api', 'cpuSeconds', 5), ...grew('postgres', 'cpuSeconds', 4.9)]
  assert.equal(shortageOf(readings, span, machine)?.kind, 'serverCpu')
})

test('a load balancer at the end of its one thread is the limit, not the architecture', () => {
  assert.equal(
    shortageOf(grew('loadBalancer', 'cpuSeconds', 9.1), span, { ...machine, serverCores: 4 })?.kind,
    'balancerSaturated',
  )
})

test('CPU that the host took is nobody’s fault here', () => {
  assert.equal(shortageOf(grew('machine', 'stolenSeconds', 0.3), span, machine)?.kind, 'steal')
  assert.equal(shortageOf(grew('machine', 'stolenSeconds', 0.1), span, machine), undefined)
})
