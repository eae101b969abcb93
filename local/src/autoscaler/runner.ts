import type { ScalingDecision } from '@telemark/deployment'
import type { CompressedTime } from './compression.ts'
import { blankMemory, decide } from './decide.ts'
import type { Rules } from './rules.ts'
import { type CpuSample, cpuPercent } from './utilisation.ts'

/** The tasks that are scaled. */
export interface ScalableTasks {
  readonly component: ScalingDecision['component']
  running(): number
  wanted(): number
  deploying(): boolean
  /** CPU seconds of each running task. Rejects when it cannot be read: then there is no datapoint. */
  cpuSeconds(): Promise<ReadonlyMap<string, number>>
  /** Begins to start or stop tasks; does not wait for them. */
  scaleTo(tasks: number): void
}

/** Milliseconds since the epoch, and waiting for a moment of them. */
export interface Clock {
  now(): number
  /** Rejects when `signal` aborts. */
  waitUntil(atMs: number, signal: AbortSignal): Promise<void>
}

export interface Autoscaling {
  readonly tasks: ScalableTasks
  readonly min: number
  readonly max: number
  readonly targetCpuPercent: number
  /** Cores that each task has reserved. */
  readonly reservedCores: number
  readonly rules: Rules
  readonly time: CompressedTime
  readonly clock: Clock
  onDecision(decision: ScalingDecision): void
}

/** Measures once a period and scales as the rules say, until `signal` aborts; then resolves. */
export async function runAutoscaler(autoscaling: Autoscaling, signal: AbortSignal): Promise<void> {
  const { rules, time, clock, tasks } = autoscaling
  const delayedPeriods = Math.ceil(rules.publicationDelaySeconds / rules.periodSeconds)
  const startedAt = clock.now()
  const datapoints: (number | undefined)[] = []
  let memory = blankMemory
  let sample = await sampleCpu(tasks, clock)
  for (
    let period = 1;
    await reached(clock, startedAt + time.toMs(period * rules.periodSeconds), signal);
    period += 1
  ) {
    const next = await sampleCpu(tasks, clock)
    datapoints.push(sample && next && cpuPercent(sample, next, autoscaling.reservedCores))
    sample = next
    const published = datapoints.slice(0, Math.max(0, datapoints.length - delayedPeriods))
    const now = period * rules.periodSeconds
    const decision = decide(memory, evaluate(autoscaling, published, now), rules)
    memory = decision.memory
    if (decision.action !== 'none')
      act(autoscaling, { awsSeconds: now, to: decision.action, reason: decision.reason })
  }
}

function evaluate(
  { tasks, min, max, targetCpuPercent }: Autoscaling,
  datapoints: (number | undefined)[],
  now: number,
) {
  return {
    now,
    min,
    max,
    running: tasks.running(),
    wanted: tasks.wanted(),
    deploying: tasks.deploying(),
    policies: [{ metric: 'CPU', target: targetCpuPercent, datapoints }],
  }
}

function act(
  { tasks, clock, onDecision }: Autoscaling,
  change: Pick<ScalingDecision, 'awsSeconds' | 'to' | 'reason'>,
) {
  onDecision({ at: clock.now(), component: tasks.component, from: tasks.wanted(), ...change })
  tasks.scaleTo(change.to)
}

async function sampleCpu(tasks: ScalableTasks, clock: Clock): Promise<CpuSample | undefined> {
  try {
    return { cpuSeconds: await tasks.cpuSeconds(), atMs: clock.now() }
  } catch {
    return undefined // a task went away meanwhile: this period has no datapoint
  }
}

async function reached(clock: Clock, atMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.waitUntil(atMs, signal)
    return true
  } catch {
    return false
  }
}
