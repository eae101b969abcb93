import type { Architecture } from '@telemark/architecture'
import { hash } from '../../k6/schedule.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workload } from '../plan/workload.ts'
import type { Stage } from '../record/record.ts'

/** What is done while one deployment stands. */
export interface Visit {
  readonly architecture: Architecture
  readonly block: number
  readonly tasks: 'most' | 'autoscaled'
  readonly errands: readonly Errand[]
}

export interface Errand {
  readonly workload: Workload
  readonly stage: Stage
  /** Rate of a confirmation, requests a second. */
  readonly rate?: number
}

/** Every cell once: architectures shuffled by the seed, workloads shuffled within, so that no order favours anyone. */
export function everyCell(plan: Plan, stage: Stage, block: number): readonly Visit[] {
  return shuffle(plan.architectures, plan.seed + block).map((architecture, index) => ({
    architecture,
    block,
    tasks: 'most',
    errands: shuffle(plan.workloads, plan.seed + block * 100 + index).map((workload) => ({
      workload,
      stage,
    })),
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

/** Wall-clock seconds that a deployment's start, warm-up and stop take, and one errand of each stage; measured on 2 cores. */
const seconds: Readonly<Record<Stage | 'start' | 'sizing', number>> = {
  sizing: 65,
  start: 20,
  ramp: 20,
  probes: 60,
  confirmation: 42,
  stress: 145,
}

export const sizingSeconds = seconds.sizing

export function visitSeconds(plan: Plan, { errands }: Visit): number {
  return errands.reduce((sum, errand) => sum + errandSeconds(plan, errand), seconds.start)
}

export function errandSeconds(plan: Plan, { stage, workload }: Errand): number {
  if (plan.profile === 'original') return (workload.name === 'mixed' ? 1620 : 1020) + 20
  return seconds[stage]
}
