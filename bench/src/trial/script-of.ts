import { bracketOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { originalStages, rampStages, stressStages } from '../plan/stages.ts'
import { isMixed } from '../plan/workload.ts'
import type { TrialRecord } from '../record/record.ts'
import type { Errand } from './agenda.ts'
import type { Cell } from './cell.ts'
import { probesOf } from './contenders.ts'
import type { StageScript } from './run-trial.ts'
import { confirming, rising, searching } from './stages.ts'

/** Relative width at which a bracket is narrow enough, and plateaus that a cell may have. */
const searchWidth = 0.05
const plateaus = { first: 2, wide: 4 }
const wideBracket = 0.3

/** The loads of an errand, in the light of what was found before. */
export function scriptOf(cell: Cell, errand: Errand, trials: readonly TrialRecord[]): StageScript {
  const { plan, sizing } = cell.cohort
  const predicted = predictedOf(cell)
  switch (errand.stage) {
    case 'ramp':
      return rising(
        'ramp',
        rampStages({ predicted, target: plan.targetRate, ceiling: sizing.generatorCeiling }, plan),
      )
    case 'confirmation':
      return confirming(errand.rate ?? predicted)
    case 'stress':
      return rising('stress', stressOf(cell))
    case 'probes':
      return probing(cell, trials)
  }
}

function predictedOf({ cohort, architecture, workload }: Cell): number {
  return cohort.sizing.predicted[architecture.name]?.[workload.name] ?? cohort.plan.targetRate
}

function stressOf({ cohort, workload }: Cell) {
  const { profile, targetRate } = cohort.plan
  return profile === 'original' ? originalStages(targetRate, isMixed(workload)) : stressStages(targetRate)
}

/** To a new trial all that was found before only says where to look, as a ramp does: each block observes for itself. */
function probing(cell: Cell, trials: readonly TrialRecord[]): StageScript {
  const predicted = predictedOf(cell)
  const hints = probesOf(trials, cell).map(({ rate, result }): Probe => ({ kind: 'ramp', rate, result }))
  const search = {
    start: predicted,
    ceiling: cell.cohort.sizing.generatorCeiling,
    lowest: Math.max(1, Math.round(predicted / 20)),
    width: searchWidth,
    plateaus: isWide(hints) ? plateaus.wide : plateaus.first,
  }
  return searching(hints, search, cell.workload)
}

function isWide(probes: readonly Probe[]): boolean {
  const { pass, fail } = bracketOf(probes)
  return pass === undefined || fail === undefined || fail.rate > pass.rate * (1 + wideBracket)
}
