import type { Stage } from '../record/record.ts'
import type { Plan } from './plan.ts'
import { profiles } from './profiles.ts'
import { originalStages, secondsOf } from './stages.ts'
import type { Variant } from './variant.ts'
import { isMixed, type Workload } from './workload.ts'

/** Wall-clock seconds that the sizing takes, a deployment's start, warm-up and stop, and one trial of each stage; measured on 2 cores. */
const measured = {
  sizing: 56,
  start: 29,
  ramp: 19,
  probes: 47,
  confirmation: 38,
  stress: 155,
  soak: 131,
} as const

const smokeRampSeconds = 13

/** Reset, k6's start, drain and audit of a load; measured on 2 cores. */
export const restSeconds = 3

/** The same of one long load, whose audit is longer. */
const longRestSeconds = 20

export const sizingSeconds = measured.sizing

/** Of a deployment's start, warm-up and stop. */
export const startSeconds = measured.start

/** How much longer than by the profile's a load under the autoscaler lasts, so that it can act as often. */
export function stretch(plan: Pick<Plan, 'profile'>, variant: Variant | undefined): number {
  const { compression } = profiles[plan.profile]
  return compression / (variant?.compression ?? compression)
}

/** What tells how long a trial lasts. */
export interface Lasting {
  readonly stage: Stage
  readonly workload: Workload
  readonly variant?: Variant | undefined
  /** Where they are not those of the stage. */
  readonly seconds?: number
}

/** Wall-clock seconds of one trial. */
export function trialSeconds(plan: Plan, { stage, workload, variant, seconds }: Lasting): number {
  if (seconds !== undefined) return seconds
  if (stage === 'soak' && plan.hold !== undefined) return soakSeconds(plan)
  switch (profiles[plan.profile].schedule) {
    case 'ramps':
      return stage === 'ramp' ? smokeRampSeconds : measured[stage]
    case 'narrowing':
    case 'exhaustive':
      return stage === 'stress' ? measured.stress * stretch(plan, variant) : measured[stage]
    case 'originalTest':
      return stage === 'stress'
        ? secondsOf(originalStages(plan.targetRate, isMixed(workload))) + longRestSeconds
        : measured[stage]
  }
}

function soakSeconds({ hold }: Plan): number {
  return (hold?.seconds ?? 0) + longRestSeconds
}

/** The least that a cohort needs to know anything: the sizing, one start, and one trial. */
export function leastSeconds(plan: Plan): number {
  const stages: readonly Stage[] = firstStages(plan)
  const shortest = Math.min(
    ...plan.workloads.map((workload) =>
      stages.reduce((sum, stage) => sum + trialSeconds(plan, { stage, workload }), 0),
    ),
  )
  return sizingSeconds + startSeconds + shortest
}

/** What is done to a cell first, and tells something of it. */
export function firstStages(plan: Plan): readonly Stage[] {
  if (plan.hold !== undefined) return plan.hold.rate === undefined ? ['ramp', 'soak'] : ['soak']
  return profiles[plan.profile].schedule === 'originalTest' ? ['stress'] : ['ramp']
}

/** Where everything else takes twice as long as usual, a rate is still held for as long as was asked for. */
const holdReserve = 2

/** What it takes to hold every cell of `plan`. */
export function holdBudgetSeconds(plan: Plan): number {
  const cells = plan.architectures.length * plan.workloads.length
  const ramps = plan.hold?.rate === undefined ? cells * measured.ramp : 0
  const others = sizingSeconds + plan.architectures.length * startSeconds + ramps
  return Math.ceil(cells * soakSeconds(plan) + holdReserve * others)
}
