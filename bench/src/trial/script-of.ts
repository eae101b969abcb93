import type { RateStage } from '../../k6/schedule.ts'
import { highestPass } from '../capacity/capacity.ts'
import { bracketOf, capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { type ProfileName, profiles } from '../plan/profiles.ts'
import { confirmationSeconds, originalStages, rampStages, soakSeconds, stressStages } from '../plan/stages.ts'
import type { Variant } from '../plan/variant.ts'
import { isMixed } from '../plan/workload.ts'
import type { TrialRecord } from '../record/record.ts'
import type { PlannedTrial } from './agenda.ts'
import type { Cell } from './cell.ts'
import { cellProbes } from './contenders.ts'
import type { StageScript } from './run-trial.ts'
import { confirming, holding, rising, type Spare, searching } from './stage-scripts.ts'

/** Relative width at which a bracket is narrow enough, and plateaus that a cell may have. */
const searchWidth = 0.05
const plateaus = { enough: 3, most: 5 }

export interface ScriptOptions {
  readonly trials: readonly TrialRecord[]
  readonly spare: Spare
}

/** Of what the weakest ramp held: there all architectures can be compared. */
const commonShare = 0.75

/** The loads of a trial, in the light of what was found before and of the time that is left. */
export function scriptOf(cell: Cell, planned: PlannedTrial, options: ScriptOptions): StageScript {
  const { plan, sizing } = cell.cohort.record
  const predicted = predictedOf(cell)
  switch (planned.stage) {
    case 'ramp':
      return rising(
        'ramp',
        rampStages({ predicted, target: plan.targetRate, ceiling: sizing.generatorCeiling }, plan),
      )
    case 'confirmation':
      return confirming(planned.rate ?? predicted, options.spare)
    case 'stress':
      return rising('stress', stressOf(cell, options.trials))
    case 'probes':
      return planned.rate === undefined
        ? probing(cell, options)
        : holding('probe', planned.rate, confirmationSeconds)
    case 'soak':
      return holding('soak', planned.rate ?? predicted, soakSeconds)
  }
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
  const stages = stressStages({ capacity, target })
  return cell.variant?.compression === undefined ? stages : asLong(stages, cell.variant.compression, profile)
}

/** The same for the autoscaler, whose time passes more slowly than the profile has it pass. */
function asLong(stages: readonly RateStage[], compression: number, profile: ProfileName) {
  const factor = profiles[profile].compression / compression
  return stages.map(({ seconds, rate }) => ({ seconds: seconds * factor, rate }))
}

/** To a new trial what was found before only says where to look, as a ramp does: each block observes for itself. */
function probing(cell: Cell, { trials, spare }: ScriptOptions): StageScript {
  const predicted = predictedOf(cell)
  const isOrdinary = cell.variant === undefined
  const first = cell.block === 1 && isOrdinary ? commonRateOf(cell, trials) : undefined
  const { pass, fail } = bracketOf(cellProbes(trials, cell))
  const factor = factorOf(cell.variant)
  const hints = [pass, fail].flatMap((probe): Probe[] =>
    probe ? [{ ...probe, kind: 'ramp', rate: Math.round(probe.rate * factor) }] : [],
  )
  const search = {
    ...(first !== undefined && { first }),
    start: predicted,
    ceiling: cell.cohort.record.sizing.generatorCeiling,
    lowest: Math.max(1, Math.round(predicted / 20)),
    width: searchWidth,
    plateaus,
  }
  return searching({ known: hints, search, workload: cell.workload, spare })
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
