import { type Architecture, architectures } from '@telemark/architecture'
import { highestPass } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { probesOf } from '../capacity/probes-of.ts'
import { inQuestion } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import { isMixed, type Workload } from '../plan/workload.ts'
import type { Sizing, TrialRecord } from '../record/record.ts'
import { comfortableRate } from '../sizing/derive.ts'
import type { Visit } from './agenda.ts'

export interface Contender {
  readonly architecture: Architecture
  readonly workload: Workload
  /** Requests a second. */
  readonly highestPass: number
}

/** What is known of a cell, without the loads under which its tasks varied. */
export function cellProbes(
  trials: readonly TrialRecord[],
  cell: { architecture: Architecture; workload: Workload },
): readonly Probe[] {
  return trials
    .filter(
      (trial) =>
        trial.variant === undefined &&
        trial.architecture.name === cell.architecture.name &&
        trial.workload.name === cell.workload.name,
    )
    .flatMap(({ loads }) => loads)
    .filter(({ kind }) => kind !== 'stress')
    .flatMap(probesOf)
}

/** The best two of a workload, best first. */
export function contendersOf(
  plan: Plan,
  trials: readonly TrialRecord[],
  workload: Workload,
): readonly Contender[] {
  return inQuestion(plan.architectures)
    .map((architecture) => ({
      architecture,
      workload,
      highestPass: highestPass(capacityOf(cellProbes(trials, { architecture, workload }))) ?? 0,
    }))
    .filter((contender) => contender.highestPass > 0)
    .toSorted((a, b) => b.highestPass - a.highestPass)
    .slice(0, 2)
}

/**
 * Half a minute at its highest pass for the best two of each workload, each architecture started once. Where the generator is near
 * its end such a load would come late and not count: then there is none.
 */
export function confirmations(
  plan: Plan,
  { generatorCeiling }: Pick<Sizing, 'generatorCeiling'>,
  trials: readonly TrialRecord[],
): readonly Visit[] {
  const contenders = plan.workloads
    .flatMap((workload) => contendersOf(plan, trials, workload))
    .filter(({ highestPass }) => highestPass <= comfortableRate(generatorCeiling))
  return visits(contenders, (own) =>
    own.map(({ workload, highestPass: rate }) => ({ workload, stage: 'confirmation', rate })),
  )
}

/** More probes for the best two of each workload. */
export function secondBlock(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const contenders = plan.workloads.flatMap((workload) => contendersOf(plan, trials, workload))
  return visits(contenders, (own) => own.map(({ workload }) => ({ workload, stage: 'probes' }))).map(
    (visit) => ({ ...visit, block: 2 }),
  )
}

/** The first that adds the autoscaler: its claim is what the autoscaler brings. */
const firstAutoscaled = architectures.find(({ scaling }) => scaling.kind === 'targetTracking')?.name

/** The autoscaler live: on the architecture whose claim it is, and on the best. */
export function stresses(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const workload = plan.workloads.find(isMixed)
  if (workload === undefined) return []
  const best = contendersOf(plan, trials, workload)[0]?.architecture.name
  return inQuestion(plan.architectures)
    .filter(({ scaling }) => scaling.kind === 'targetTracking')
    .filter(({ name }) => name === firstAutoscaled || name === best)
    .map((architecture) => ({
      architecture,
      block: 1,
      tasks: 'autoscaled',
      trials: [{ workload, stage: 'stress' }],
    }))
}

function visits(
  contenders: readonly Contender[],
  trials: (own: readonly Contender[]) => Visit['trials'],
): readonly Visit[] {
  return [...Map.groupBy(contenders, ({ architecture }) => architecture).entries()].map(
    ([architecture, own]) => ({
      architecture,
      block: 1,
      tasks: 'most',
      trials: trials(own),
    }),
  )
}
