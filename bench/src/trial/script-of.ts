import type { RateStage } from '../../k6/schedule.ts'
import { bracketOf } from '../capacity/bracket-of.ts'
import { highestPass } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { highestRate } from '../plan/highest-rate.ts'
import { profiles } from '../plan/profiles.ts'
import { sloOf } from '../plan/slo-of.ts'
import { originalStages, rampStages, searchingRampStages, stressStages } from '../plan/stages.ts'
import { isMixed } from '../plan/workload.ts'
import type { TrialRecord } from '../record/record.ts'
import type { PlannedTrial } from './agenda.ts'
import type { Cell } from './cell.ts'
import { cellProbes } from './contenders.ts'
import type { StageScript } from './run-trial.ts'
import { confirming, rising, type Spare, searching } from './stage-scripts.ts'

/** Relative width at which a bracket is narrow enough: its middle is within 4 % then. And plateaus that a cell may have. */
const searchWidth = 0.07
const plateaus = { enough: 3, most: 5 }

export interface ScriptOptions {
  readonly trials: readonly TrialRecord[]
  readonly spare: Spare
}

/** Of what the weakest ramp held: there all architectures can be compared. */
const commonShare = 0.75

/** The loads of a trial, in the light of what was found before and of the time that is left. */
export function scriptOf(cell: Cell, planned: PlannedTrial, options: ScriptOptions): StageScript {
  const predicted = predictedOf(cell)
  const { plan } = cell.cohort.record
  switch (planned.stage) {
    case 'ramp':
      return rising('ramp', rampOf(cell))
    case 'confirmation':
      return confirming(planned.rate ?? predicted, sloOf(plan, cell.workload), options.spare)
    case 'stress':
      return rising('stress', stressOf(cell, options.trials))
    case 'probes':
      return probing(cell, options)
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

function predictedOf({ cohort, architecture, workload }: Cell): number {
  return cohort.record.sizing.predicted[architecture.name]?.[workload.name] ?? cohort.record.plan.targetRate
}

function stressOf(cell: Cell, trials: readonly TrialRecord[]) {
  const { profile, targetRate: target } = cell.cohort.record.plan
  if (profiles[profile].schedule === 'originalTest') return originalStages(target, isMixed(cell.workload))
  const capacity = highestPass(capacityOf(cellProbes(trials, cell))) ?? predictedOf(cell)
  return stressStages({ capacity, target })
}

/** To a new trial what was found before only says where to look, as a ramp does: each block observes for itself. */
function probing(cell: Cell, { trials, spare }: ScriptOptions): StageScript {
  const predicted = predictedOf(cell)
  const first = cell.block === 1 ? commonRateOf(cell, trials) : undefined
  const { pass, fail } = bracketOf(cellProbes(trials, cell))
  const hints = [pass, fail].flatMap((probe): Probe[] =>
    probe ? [{ ...probe, rate: Math.round(probe.rate * shiftOf(cell.block)), kind: 'ramp' }] : [],
  )
  const search = {
    ...(first !== undefined && { first }),
    start: predicted,
    ceiling: highestRate(cell.architecture, cell.cohort.record),
    lowest: Math.max(1, Math.round(predicted / 20)),
    width: searchWidth,
    plateaus,
  }
  return searching({ known: hints, search, workload: cell.workload, spare })
}

/**
 * Blocks that begin at the same rates end with the same brackets, whose middles are wrong in the same way. Shifted by up to half of the width, by multiples
 * of the golden ratio, their errors are different ones, and show in the differences between blocks.
 */
function shiftOf(block: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  return block === 1 ? 1 : 1 + searchWidth * (((block * golden) % 1) - 0.5)
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
