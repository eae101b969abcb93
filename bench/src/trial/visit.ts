import { maxTasks, minTasks } from '@telemark/architecture'
import type { Platform } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import { canaryDevices } from '../load/canaries.ts'
import { profiles } from '../plan/profiles.ts'
import { mixed } from '../plan/workloads.ts'
import type { TrialRecord, Warning } from '../record/record.ts'
import { relay } from '../relay.ts'
import { type PlannedTrial, restSeconds, startSeconds, trialSeconds, type Visit } from './agenda.ts'
import type { Cell, CohortContext } from './cell.ts'
import type { CohortClock } from './clock.ts'
import { runTrial } from './run-trial.ts'
import { sayWindow } from './say.ts'
import { scriptOf } from './script-of.ts'
import { warmUp } from './warm-up.ts'

export interface VisitOptions {
  readonly cohort: CohortContext
  readonly platform: Platform
  readonly clock: CohortClock
  /** Every record of the cohort so far; the visit appends its own. */
  readonly trials: TrialRecord[]
}

/** Starts an architecture once, warms it up, and runs its trials as long as the budget lasts. */
export async function* runVisit(visit: Visit, options: VisitOptions): AsyncGenerator<BenchEvent, void> {
  const { cohort, platform, clock } = options
  const { architecture } = visit
  const { signal } = cohort
  const { plan, sizing } = cohort.record
  yield clock.activity('starting', { architecture: architecture.name })
  await using deployment = await platform.start(
    {
      architecture,
      sizes: plan.sizes,
      coresPerVcpu: sizing.coresPerVcpu,
      fleet: { ...plan.fleet, devices: plan.fleet.devices + canaryDevices },
      compression: profiles[plan.profile].compression,
    },
    signal,
  )
  const cell = { cohort, deployment, architecture, block: visit.block }
  const warnings = yield* preparing({ ...cell, workload: mixed }, visit, clock)
  clock.finish(startSeconds, 0)
  for (const planned of visit.trials) {
    if (!clock.fits(trialSeconds(plan, planned))) {
      yield { kind: 'warning', warning: exhausted(visit, planned) }
      continue
    }
    const record = yield* runPlanned({ ...cell, workload: planned.workload }, { planned, warnings, options })
    clock.finish(trialSeconds(plan, planned), 1)
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
  const isMovable = deployment.abilities.includes('setTasks')
  if (isMovable)
    await deployment.setTasks({ api: visit.tasks === 'most' ? maxTasks(scaling) : minTasks(scaling) })
  const warnings = yield* relay(warmUp(cell), (window) =>
    clock.activity(sayWindow('warming up', window), { architecture: architecture.name }),
  )
  if (isMovable && visit.tasks === 'autoscaled' && scaling.kind === 'targetTracking')
    await deployment.setTasks({ api: 'autoscaled' })
  return warnings
}

interface PlannedOptions {
  readonly planned: PlannedTrial
  readonly warnings: readonly Warning[]
  readonly options: VisitOptions
}

function runPlanned(
  cell: Cell,
  { planned, warnings, options }: PlannedOptions,
): AsyncGenerator<BenchEvent, TrialRecord> {
  const { clock, trials } = options
  const names = { architecture: cell.architecture.name, workload: cell.workload.name }
  const script = scriptOf(cell, planned, { trials, spare: (seconds) => clock.spares(seconds + restSeconds) })
  const trial = runTrial(cell, {
    number: trials.length + 1,
    stage: planned.stage,
    script,
    warnings,
  })
  return relay(trial, (news): BenchEvent => {
    switch (news.kind) {
      case 'text':
        return clock.activity(news.text, names)
      case 'notice':
        return { ...names, ...news }
    }
  })
}

function exhausted({ architecture }: Visit, { workload, stage }: PlannedTrial): Warning {
  return {
    kind: 'budgetExhausted',
    message: `${architecture.name}, ${workload.name}: no time left for ${stage} within the budget.`,
  }
}
