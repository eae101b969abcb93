import { type Architecture, architectures } from '@telemark/architecture'
import { stillRacing } from '../analysis/still-racing.ts'
import { boundsOf } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { probesOf } from '../capacity/probes-of.ts'
import { inQuestion } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import { isMixed, type Workload } from '../plan/workload.ts'
import type { Sizing, TrialRecord } from '../record/record.ts'
import { comfortableRate } from '../sizing/derive.ts'
import { shuffle, type Visit } from './agenda.ts'

export interface Contender {
  readonly architecture: Architecture
  readonly workload: Workload
  /** Requests a second. */
  readonly highestPass: number
  readonly lowestFail?: number
}

/** What is known of a cell, without the loads under which its tasks or its deployment were not as for all. */
export function cellProbes(
  trials: readonly TrialRecord[],
  cell: { architecture: Architecture; workload: Workload },
): readonly Probe[] {
  return trials
    .filter(
      (trial) =>
        trial.architecture.name === cell.architecture.name &&
        trial.workload.name === cell.workload.name &&
        trial.variant === undefined,
    )
    .flatMap(({ loads }) => loads)
    .filter(({ kind }) => kind !== 'stress' && kind !== 'soak')
    .flatMap(probesOf)
}

/** The best two of a workload, best first. */
export function contendersOf(
  plan: Plan,
  trials: readonly TrialRecord[],
  workload: Workload,
): readonly Contender[] {
  return ranked(inQuestion(plan.architectures), trials, workload).slice(0, 2)
}

/** Those of `architectures` that hold some rate, best first. */
function ranked(
  architectures: readonly Architecture[],
  trials: readonly TrialRecord[],
  workload: Workload,
): readonly Contender[] {
  return architectures
    .map((architecture): Contender => {
      const { held, failed } = boundsOf(capacityOf(cellProbes(trials, { architecture, workload })))
      return {
        architecture,
        workload,
        highestPass: held ?? 0,
        ...(failed !== undefined && { lowestFail: failed }),
      }
    })
    .filter((contender) => contender.highestPass > 0)
    .toSorted((a, b) => b.highestPass - a.highestPass)
}

/**
 * Half a minute at its highest pass for the best two of each workload, each architecture started once. Where the generator is near
 * its end such a load would come late and not count: then there is none.
 */
export function confirmations(
  plan: Plan,
  sizing: Pick<Sizing, 'generatorCeiling'>,
  trials: readonly TrialRecord[],
): readonly Visit[] {
  return confirming(
    plan.workloads.flatMap((workload) => contendersOf(plan, trials, workload)),
    sizing,
  )
}

/** The same for every cell that holds some rate, those below the line too. */
export function everyConfirmation(
  plan: Plan,
  sizing: Pick<Sizing, 'generatorCeiling'>,
  trials: readonly TrialRecord[],
): readonly Visit[] {
  return confirming(
    plan.workloads.flatMap((workload) => ranked(plan.architectures, trials, workload)),
    sizing,
  )
}

function confirming(
  cells: readonly Contender[],
  { generatorCeiling }: Pick<Sizing, 'generatorCeiling'>,
): readonly Visit[] {
  const comfortable = cells.filter(({ highestPass }) => highestPass <= comfortableRate(generatorCeiling))
  return visits(comfortable, (own) =>
    own.map(({ workload, highestPass: rate }) => ({ workload, stage: 'confirmation', rate })),
  )
}

/** Architectures that may still turn out to be the best under `workload`, the strongest first. */
export type Racing = (workload: Workload) => readonly Architecture[]

/** Tells them in the light of `trials`, when it is first asked. */
export function racing(plan: Plan, trials: readonly TrialRecord[]): Racing {
  let names: ReadonlyMap<string, readonly string[]> | undefined
  return ({ name }) => {
    const [first] = trials
    if (first === undefined) return []
    names ??= stillRacing({ ...first.cohort, plan }, trials)
    const own = names.get(name) ?? []
    return own.flatMap((own) => plan.architectures.filter((architecture) => architecture.name === own))
  }
}

/** More plateaus for those who are still in the race of each workload; `undecided`: only where there is more than one. */
export function laterBlock(
  plan: Plan,
  race: Racing,
  { block, which }: { readonly block: number; readonly which: 'undecided' | 'all' },
): readonly Visit[] {
  const cells = shuffle(plan.workloads, plan.seed + block).flatMap((workload) => {
    const architectures = race(workload)
    return which === 'all' || architectures.length > 1
      ? architectures.map((architecture) => ({ architecture, workload }))
      : []
  })
  const blocks = visits(cells, (own) => own.map(({ workload }) => ({ workload, stage: 'probes' })))
  return shuffle(blocks, plan.seed + block).map((visit) => ({ ...visit, block }))
}

/** The first that adds the autoscaler: its claim is what the autoscaler brings. */
const firstAutoscaled = architectures.find(({ scaling }) => scaling.kind === 'targetTracking')?.name

/** The autoscaler live: on the architecture whose claim it is, and on the best. */
export function stresses(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const workload = plan.workloads.find(isMixed)
  if (workload === undefined) return []
  const best = contendersOf(plan, trials, workload)[0]?.architecture.name
  return everyStress(plan).filter(({ architecture: { name } }) => name === firstAutoscaled || name === best)
}

/** The autoscaler live on every architecture that has it, under the workload that both writes and reads. */
export function everyStress(plan: Plan): readonly Visit[] {
  const workload = plan.workloads.find(isMixed)
  if (workload === undefined) return []
  return plan.architectures
    .filter(({ scaling }) => scaling.kind === 'targetTracking')
    .map((architecture) => ({
      architecture,
      block: 1,
      tasks: 'autoscaled',
      trials: [{ workload, stage: 'stress' }],
    }))
}

function visits<T extends { readonly architecture: Architecture }>(
  cells: readonly T[],
  trials: (own: readonly T[]) => Visit['trials'],
): readonly Visit[] {
  return [...Map.groupBy(cells, ({ architecture }) => architecture).entries()].map(([architecture, own]) => ({
    architecture,
    block: 1,
    tasks: 'most',
    trials: trials(own),
  }))
}
