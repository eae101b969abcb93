import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ScalingDecision } from '@telemark/deployment'
import { compressTime } from '../../src/autoscaler/compression.ts'
import { targetTrackingRules as rules } from '../../src/autoscaler/rules.ts'
import { runAutoscaler, type ScalableTasks } from '../../src/autoscaler/runner.ts'

/** Runs the autoscaler for some periods of a clock that jumps; every task uses `cpuPercent` of its core. */
async function run(options: {
  periods: number
  compression: number
  cpuPercent: (awsSeconds: number) => number
}) {
  const time = compressTime(options.compression, rules)
  const decisions: ScalingDecision[] = []
  const stop = new AbortController()
  let now = 0
  let used = 0
  let count = 2
  const tasks: ScalableTasks = {
    component: 'api',
    running: () => count,
    wanted: () => count,
    deploying: () => false,
    cpuSeconds: async () => new Map(Array.from({ length: count }, (_, index) => [`api-${index + 1}`, used])),
    scaleTo: (wanted) => {
      count = wanted
    },
  }
  const clock = {
    now: () => now,
    waitUntil: async (atMs: number) => {
      if (atMs > options.periods * time.toMs(rules.periodSeconds)) throw new Error('the test is over')
      used += ((atMs - now) / 1000) * (options.cpuPercent(time.toAwsSeconds(atMs)) / 100)
      now = atMs
    },
  }
  const policy = { min: 2, max: 3, targetCpuPercent: 50, reservedCores: 1 }
  await runAutoscaler(
    { tasks, ...policy, rules, time, clock, onDecision: (made) => decisions.push(made) },
    stop.signal,
  )
  return decisions
}

test('a datapoint is seen only after its publication delay', async () => {
  const [first] = await run({ periods: 10, compression: 12, cpuPercent: () => 90 })
  assert.equal(first?.awsSeconds, 3 * 60 + rules.publicationDelaySeconds)
  assert.deepEqual([first?.from, first?.to], [2, 3])
})

test('a decision carries its moment on the wall clock and in AWS seconds', async () => {
  const [first] = await run({ periods: 10, compression: 6, cpuPercent: () => 90 })
  assert.equal(first?.at, 50_000)
  assert.equal(first?.awsSeconds, 300)
})

test('two minutes compressed twelve times are enough to scale out and in again', async () => {
  const decisions = await run({ periods: 24, compression: 12, cpuPercent: (at) => (at <= 240 ? 90 : 10) })
  assert.deepEqual(
    decisions.map(({ from, to }) => [from, to]),
    [
      [2, 3],
      [3, 2],
    ],
  )
})

test('load at the target changes nothing', async () => {
  assert.deepEqual(await run({ periods: 30, compression: 12, cpuPercent: () => 50 }), [])
})
