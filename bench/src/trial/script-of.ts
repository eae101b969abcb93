import type { RateStage } from '../../k6/schedule.ts'
import { bracketOf } from '../capacity/bracket-of.ts'
import { highestPass } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { stretch } from '../plan/durations.ts'
import { highestRate } from '../plan/highest-rate.ts'
import { profiles } from '../plan/profiles.ts'
import { sloOf } from '../plan/slo-of.ts'
import {
  confirmationSeconds,
  originalStages,
  rampStages,
  searchingRampStages,
  soakSeconds,
  stressStages,
  stretched,
} from '../plan/stages.ts'
import type { Variant } from '../plan/variant.ts'
import { isMixed } from '../plan/workload.ts'
import type { TrialRecord } from '../record/record.ts'
import type { PlannedTrial } from './agenda.ts'
import type { Cell } from './cell.ts'
import { cellProbes } from './contenders.ts'
import type { StageScript } from './run-trial.ts'
import { confirming, holding, rising, type Soaking, type Spare, searching, soaking } from './stage-scripts.ts'

/** Relative width at which a bracket is narrow enough: its middle is within 4 % then. And plateaus that a cell may have. */
export const searchWidth = 0.07
export const plateaus = { enough: 3, most: 5 }

export interface ScriptOptions {
  readonly trials: readonly TrialRecord[]
  readonly spare: Spare
  /** Whether a load of so many seconds ends within the budget. */
  readonly fits: Spare
}

/** Of what the weakest ramp held: there all architectures can be compared. */
const commonShare = 0.75

/** The loads of a trial, in the light of what was found before and of the time that is left. */
export function scriptOf(cell: Cell, planned: PlannedTrial, options: ScriptOptions): StageScript {
  const { plan } = cell.cohort.record
  const predicted = predictedOf(cell)
  switch (planned.stage) {
    case 'ramp':
      return rising('ramp', rampOf(cell), options.fits)
    case 'confirmation':
      return confirming(planned.rate ?? predicted, sloOf(plan, cell.workload), options.spare)
    case 'stress':
      return rising('stress', stretched(stressOf(cell, options.trials), stretch(plan, cell.variant)))
    case 'soak':
      return cell.variant === undefined
        ? soaking(soakOf(cell, options.trials))
        : holding('soak', planned.rate ?? predicted, soakSeconds)
    case 'probes':
      return planned.rate === undefined
        ? probing(cell, options)
        : holding('probe', planned.rate, confirmationSeconds)
  }
}

function rampOf({ cohort, architecture, workload }: Cell): readonly RateStage[] {
  const { plan, sizing } = cohort.record
  const predicted = sizing.predicted[architecture.name]?.[workload.name]
  const ceiling = highestRate(architecture, cohort.record)
  return predicted === undefined
    ? searchingRampStages(ceiling, plan)
    : rampStages({ predicted, target: plan.targetRate, ceiling }, plan)
}

function predictedOf({ cohort, architecture, workload, variant }: Cell): number {
  const { sizing, plan } = cohort.record
  const predicted = sizing.predicted[architecture.name]?.[workload.name] ?? plan.targetRate
  return predicted * factorOf(variant)
}

function stressOf(cell: Cell, trials: readonly TrialRecord[]) {
  const { profile, targetRate: target } = cell.cohort.record.plan
  if (profiles[profile].schedule === 'originalTest') return originalStages(target, isMixed(cell.workload))
  const capacity = highestPass(capacityOf(cellProbes(trials, cell))) ?? predictedOf(cell)
  return stressStages({ capacity, target })
}

/** Of the capacity that a ramp has shown: far enough below the knee for the noise of a ramp, near enough to wear. */
const soakShare = 0.7

/** PostgreSQL's `checkpoint_timeout`, and half a minute until one shows: in a longer hold there is one by itself. */
const checkpointSeconds = 5 * 60 + 30

function soakOf(cell: Cell, trials: readonly TrialRecord[]): Soaking {
  const { seconds = 0, rate = soakRate(cell, trials) } = cell.cohort.record.plan.hold ?? {}
  const { deployment } = cell
  return {
    rate,
    seconds,
    ...(seconds < checkpointSeconds && { checkpoint: async () => deployment.checkpoint?.() }),
  }
}

/** Undefined where none was held. */
function soakRate(cell: Cell, trials: readonly TrialRecord[]): number | undefined {
  const held = highestPass(capacityOf(cellProbes(trials, cell)))
  return held === undefined ? undefined : Math.max(1, Math.round(held * soakShare))
}

/** To a new trial what was found before only says where to look, as a ramp does: each block observes for itself. */
function probing(cell: Cell, { trials, spare, fits }: ScriptOptions): StageScript {
  const predicted = predictedOf(cell)
  const isOrdinary = cell.variant === undefined
  const first = cell.block === 1 && isOrdinary ? commonRateOf(cell, trials) : undefined
  const { pass, fail } = bracketOf(cellProbes(trials, cell))
  const factor = shiftOf(cell.block) * factorOf(cell.variant)
  const hints = [pass, fail].flatMap((probe): Probe[] =>
    probe ? [{ ...probe, rate: Math.round(probe.rate * factor), kind: 'ramp' }] : [],
  )
  const search = {
    ...(first !== undefined && { first }),
    start: predicted,
    ceiling: highestRate(cell.architecture, cell.cohort.record),
    lowest: Math.max(1, Math.round(predicted / 20)),
    width: searchWidth,
    plateaus,
  }
  return searching({
    known: [...hints, ...begunProbes(cell, trials)],
    search,
    workload: cell.workload,
    spare,
    fits,
  })
}

/** Of a trial of the same cell and block that was cut off: what it has measured need not be measured again. */
function begunProbes(cell: Cell, trials: readonly TrialRecord[]): readonly Probe[] {
  const begun = trials.filter(
    ({ stage, block, interrupted, variant }) =>
      stage === 'probes' && block === cell.block && interrupted && variant?.name === cell.variant?.name,
  )
  return cellProbes(
    begun.map(({ variant: _, ...trial }) => trial),
    cell,
  )
}

/**
 * Blocks that begin at the same rates end with the same brackets, whose middles are wrong in the same way. Shifted by up to half of the width, by multiples
 * of the golden ratio, their errors are different ones, and show in the differences between blocks.
 */
function shiftOf(block: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  return block === 1 ? 1 : 1 + searchWidth * (((block * golden) % 1) - 0.5)
}

/** Where to look: how far a variant is expected to move a capacity. A squeeze may move it by all that it takes, or not at all. */
function factorOf({ vcpuFactor = 1, cpuShares = {} }: Partial<Variant> = {}): number {
  const [least = 1] = Object.values(cpuShares).toSorted((a, b) => a - b)
  return (vcpuFactor * (1 + least)) / 2
}

/** The same for all architectures: only what the ramps have shown counts. */
function commonRateOf(
  { cohort, workload }: Pick<Cell, 'cohort' | 'workload'>,
  trials: readonly TrialRecord[],
): number | undefined {
  const ramps = trials.filter(({ stage }) => stage === 'ramp')
  const held = cohort.record.plan.architectures.flatMap(
    (architecture) => highestPass(capacityOf(cellProbes(ramps, { architecture, workload }))) ?? [],
  )
  return held.length < 2 ? undefined : Math.max(1, Math.round(Math.min(...held) * commonShare))
}
