import type { Architecture } from '@telemark/architecture'
import { hash } from '../../k6/schedule.ts'
import { inQuestion, rivals } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import { profiles } from '../plan/profiles.ts'
import { originalStages, secondsOf } from '../plan/stages.ts'
import type { Variant } from '../plan/variant.ts'
import { isMixed, type Workload } from '../plan/workload.ts'
import type { Stage } from '../record/record.ts'

/** What is done while one deployment stands. */
export interface Visit {
  readonly architecture: Architecture
  readonly block: number
  readonly tasks: 'most' | 'autoscaled'
  readonly trials: readonly PlannedTrial[]
  /** In what the deployment, or what is done to it, differs; absent where a capacity is told. */
  readonly variant?: Variant
}

export interface PlannedTrial {
  readonly workload: Workload
  readonly stage: Stage
  /** Rate of a confirmation, of a soak, or of probes that shall be one plateau; requests a second. */
  readonly rate?: number
  /** Within a visit that has a variant: this one instead. It has the same deployment. */
  readonly variant?: Variant
  /** Wall-clock seconds, where they are not those of the stage. */
  readonly seconds?: number
}

/** Every cell in question once: architectures shuffled by the seed, workloads shuffled within, so that no order favours anyone. */
export function everyCell(plan: Plan, stage: Stage, block: number): readonly Visit[] {
  return shuffle(inQuestion(plan.architectures), plan.seed + block).map((architecture, index) => ({
    architecture,
    block,
    tasks: 'most',
    trials: shuffle(plan.workloads, plan.seed + block * 100 + index).map((workload) => ({
      workload,
      stage,
    })),
  }))
}

/** Every cell below the line once, all of its `stages` while one deployment stands. */
export function everyRival(plan: Plan, stages: readonly Stage[]): readonly Visit[] {
  return rivals(plan.architectures).map((architecture, index) => ({
    architecture,
    block: 1,
    tasks: 'most',
    trials: shuffle(plan.workloads, plan.seed + index).flatMap((workload) =>
      stages.map((stage) => ({ workload, stage })),
    ),
  }))
}

/** Fisher and Yates, with a hash for the dice. */
export function shuffle<T>(items: readonly T[], seed: number): readonly T[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = hash(seed, last) % (last + 1)
    const [a, b] = [shuffled[last] as T, shuffled[other] as T]
    shuffled[last] = b
    shuffled[other] = a
  }
  return shuffled
}

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

/** The same of the original's one long load. */
const originalRestSeconds = 20

export const sizingSeconds = measured.sizing

/** Of a deployment's start, warm-up and stop. */
export const startSeconds = measured.start

export function visitSeconds(plan: Plan, { trials }: Visit): number {
  return trials.reduce<number>((sum, trial) => sum + trialSeconds(plan, trial), startSeconds)
}

export function trialSeconds(plan: Plan, { stage, workload, seconds }: PlannedTrial): number {
  if (seconds !== undefined) return seconds
  switch (profiles[plan.profile].schedule) {
    case 'ramps':
      return smokeRampSeconds
    case 'narrowing':
      return measured[stage]
    case 'originalTest':
      return secondsOf(originalStages(plan.targetRate, isMixed(workload))) + originalRestSeconds
  }
}
