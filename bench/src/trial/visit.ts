import { maxTasks, minTasks } from '@telemark/architecture'
import type { Platform } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import { bracketOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { originalStages, rampStages, stressStages } from '../plan/stages.ts'
import { calledEndpoints } from '../plan/workload.ts'
import { mixed } from '../plan/workloads.ts'
import type { TrialRecord, Warning } from '../record/record.ts'
import { type Errand, errandSeconds, type Visit, visitSeconds } from './agenda.ts'
import type { Cell, CohortContext } from './cell.ts'
import type { CohortClock } from './clock.ts'
import { probesOf } from './contenders.ts'
import { runTrial, type StageScript } from './run-trial.ts'
import { sayWindow } from './say.ts'
import { confirming, rising, searching } from './stages.ts'
import { warmUp } from './warm-up.ts'

export interface VisitOptions {
  readonly cohort: CohortContext
  readonly platform: Platform
  readonly clock: CohortClock
  /** Every record of the cohort so far; the visit appends its own. */
  readonly trials: TrialRecord[]
}

/** Time passes this much faster for the autoscaler, except in the uncompressed original. */
const compression = 12

/** Starts an architecture once, warms it up, and does its errands as long as the budget lasts. */
export async function* runVisit(visit: Visit, options: VisitOptions): AsyncGenerator<BenchEvent, void> {
  const { cohort, platform, clock } = options
  const { architecture } = visit
  const { plan, sizing, signal } = cohort
  const startSeconds = visitSeconds(plan, { ...visit, errands: [] })
  yield clock.activity('starting', { architecture: architecture.name })
  await using deployment = await platform.start(
    {
      architecture,
      sizes: plan.sizes,
      coresPerVcpu: sizing.coresPerVcpu,
      fleet: plan.fleet,
      compression: plan.profile === 'original' ? 1 : compression,
    },
    signal,
  )
  const cell = { cohort, deployment, architecture, block: visit.block }
  const warnings = yield* preparing({ ...cell, workload: mixed }, visit, clock)
  clock.finish(startSeconds, 0)
  for (const errand of visit.errands) {
    if (!clock.fits(errandSeconds(plan, errand))) {
      yield { kind: 'warning', warning: exhausted(visit, errand) }
      continue
    }
    const record = yield* runErrand({ ...cell, workload: errand.workload }, { errand, warnings, options })
    clock.finish(errandSeconds(plan, errand), 1)
    options.trials.push(record)
    yield { kind: 'trial', record }
  }
}

async function* preparing(
  cell: Cell,
  visit: Visit,
  clock: CohortClock,
): AsyncGenerator<BenchEvent, readonly Warning[]> {
  const { deployment, architecture } = cell
  const { scaling } = architecture
  await deployment.setTasks({ api: visit.tasks === 'most' ? maxTasks(scaling) : minTasks(scaling) })
  const live = warmUp(cell)
  try {
    let next = await live.next()
    while (next.done !== true) {
      yield clock.activity(sayWindow('ramp', next.value).replace('ramp', 'warming up,'), {
        architecture: architecture.name,
      })
      next = await live.next()
    }
    if (visit.tasks === 'autoscaled' && scaling.kind === 'targetTracking')
      await deployment.setTasks({ api: 'autoscaled' })
    return next.value
  } finally {
    await live.return([])
  }
}

interface ErrandOptions {
  readonly errand: Errand
  readonly warnings: readonly Warning[]
  readonly options: VisitOptions
}

async function* runErrand(
  cell: Cell,
  { errand, warnings, options }: ErrandOptions,
): AsyncGenerator<BenchEvent, TrialRecord> {
  const { clock } = options
  const names = { architecture: cell.architecture.name, workload: cell.workload.name }
  const trial = runTrial(cell, {
    stage: errand.stage,
    script: scriptOf(cell, errand, options.trials),
    warnings,
  })
  try {
    let next = await trial.next()
    while (next.done !== true) {
      if (next.value.kind === 'text') yield clock.activity(next.value.text, names)
      else yield { ...names, ...next.value, kind: 'notice' }
      next = await trial.next()
    }
    return next.value
  } finally {
    await trial.return(undefined as never)
  }
}

/** Relative width at which a bracket is narrow enough, and plateaus that a cell may have. */
const searchWidth = 0.05
const plateaus = { first: 2, wide: 4 }
const wideBracket = 0.3

function scriptOf(
  { cohort, architecture, workload }: Cell,
  errand: Errand,
  trials: readonly TrialRecord[],
): StageScript {
  const { plan, sizing } = cohort
  const predicted = sizing.predicted[architecture.name]?.[workload.name] ?? plan.targetRate
  switch (errand.stage) {
    case 'ramp':
      return rising(
        'ramp',
        rampStages({ predicted, target: plan.targetRate, ceiling: sizing.generatorCeiling }, plan),
      )
    case 'confirmation':
      return confirming(errand.rate ?? predicted)
    case 'stress': {
      const several = calledEndpoints(workload).length > 1
      return rising(
        'stress',
        plan.profile === 'original'
          ? originalStages(plan.targetRate, several)
          : stressStages(plan.targetRate),
      )
    }
    case 'probes': {
      const known = hints(probesOf(trials, { architecture, workload }))
      const search = {
        start: predicted,
        ceiling: sizing.generatorCeiling,
        lowest: Math.max(1, Math.round(predicted / 20)),
        width: searchWidth,
        plateaus: isWide(known) ? plateaus.wide : plateaus.first,
      }
      return searching(known, search, workload)
    }
  }
}

/** To a new trial all that was found before only says where to look, as a ramp does: each block observes for itself. */
function hints(probes: readonly Probe[]): readonly Probe[] {
  return probes.map(({ rate, result }) => ({ kind: 'ramp', rate, result }))
}

function isWide(probes: readonly Probe[]): boolean {
  const { pass, fail } = bracketOf(probes)
  return pass === undefined || fail === undefined || fail.rate > pass.rate * (1 + wideBracket)
}

function exhausted({ architecture }: Visit, { workload, stage }: Errand): Warning {
  return {
    kind: 'budgetExhausted',
    message: `${architecture.name}, ${workload.name}: no time left for ${stage} within the budget.`,
  }
}
