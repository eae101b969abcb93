import type { Architecture } from '@telemark/architecture'
import { hash } from '../../k6/schedule.ts'
import { startSeconds, trialSeconds } from '../plan/durations.ts'
import { inQuestion, rivals } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import type { Variant } from '../plan/variant.ts'
import type { Workload } from '../plan/workload.ts'
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

/**
 * Every cell in question once, all of its `stages` while one deployment stands: architectures shuffled by the seed, workloads
 * shuffled within, so that no order favours anyone.
 */
export function everyCell(plan: Plan, stages: readonly Stage[], block: number): readonly Visit[] {
  return visitsOf(inQuestion(plan.architectures), plan, { stages, block })
}

/** Every cell below the line once. */
export function everyRival(plan: Plan, stages: readonly Stage[]): readonly Visit[] {
  return visitsOf(rivals(plan.architectures), plan, { stages, block: 1 })
}

/** Every cell, above the line and below it. */
export function allCells(plan: Plan, stages: readonly Stage[], block: number): readonly Visit[] {
  return visitsOf(plan.architectures, plan, { stages, block })
}

function visitsOf(
  architectures: readonly Architecture[],
  plan: Plan,
  { stages, block }: { readonly stages: readonly Stage[]; readonly block: number },
): readonly Visit[] {
  return shuffle(architectures, plan.seed + block).map((architecture, index) => ({
    architecture,
    block,
    tasks: 'most',
    trials: shuffle(plan.workloads, plan.seed + block * 100 + index).flatMap((workload) =>
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

/** In what a trial of `visit` differs from those that tell capacities. */
export function variantOf(
  visit: Pick<Visit, 'variant'>,
  planned: Pick<PlannedTrial, 'variant'>,
): Variant | undefined {
  return planned.variant ?? visit.variant
}

/** Names a trial within its cohort: no other block, cell, stage or variant has the same. */
export function trialName(
  visit: Pick<Visit, 'architecture' | 'block' | 'variant'>,
  planned: Pick<PlannedTrial, 'workload' | 'stage' | 'variant'>,
): string {
  const { architecture, block } = visit
  const { workload, stage } = planned
  const variant = variantOf(visit, planned)
  return [block, architecture.name, workload.name, stage, ...(variant ? [variant.name] : [])].join('-')
}

/** `visit` without the trials that `isDone` names; undefined where none is left. */
export function remaining(visit: Visit, isDone: (name: string) => boolean): Visit | undefined {
  const trials = visit.trials.filter((trial) => !isDone(trialName(visit, trial)))
  return trials.length === 0 ? undefined : { ...visit, trials }
}

export function visitSeconds(plan: Plan, visit: Visit): number {
  return visit.trials.reduce<number>(
    (sum, trial) => sum + trialSeconds(plan, { ...trial, variant: variantOf(visit, trial) }),
    startSeconds,
  )
}
