import { sizingSeconds, startSeconds } from '../../src/plan/durations.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { published } from '../../src/plan/variant.ts'
import type { LoadRecord, TrialRecord } from '../../src/record/record.ts'
import { trialName, type Visit, variantOf, visitSeconds } from '../../src/trial/agenda.ts'
import { continues, nextVisit } from '../../src/trial/next-visit.ts'
import type { Progress } from '../../src/trial/passes.ts'
import { cohortRecord, loadRecord, trialRecord } from '../record/records.ts'

const fail = { kind: 'fail', breach: { kind: 'silence' } } as const
const pass = { kind: 'pass' } as const

/** Of a machine that is large enough for everything that may be put on trial. */
const cohort = { ...cohortRecord, machine: { ...cohortRecord.machine, serverCores: 4 } }

/** What each architecture holds, whatever the workload; `redis` and `kafka` cannot be told apart. */
const capacities: Readonly<Record<string, number>> = {
  baseline: 300,
  scale: 600,
  redis: 1000,
  kafka: 1010,
  batched: 1500,
}

/** What is done in which order, and when, by a cohort whose clock is the estimates. */
export interface SimulatedVisit {
  readonly visit: Visit
  /** Seconds since the cohort began. */
  readonly at: number
  /** Trials that were recorded by then. */
  readonly before: number
  /** Not every cell was looked at by then. */
  readonly first: boolean
}

export interface Simulated {
  readonly trials: TrialRecord[]
  readonly visits: readonly SimulatedVisit[]
  readonly seconds: number
}

interface Begun {
  readonly recorded?: readonly TrialRecord[]
  readonly spent?: number
}

export function simulate(plan: Plan, { recorded = [], spent = sizingSeconds }: Begun = {}): Simulated {
  const trials = [...recorded]
  const visits: Simulated['visits'][number][] = []
  let seconds = spent
  let standing: Visit | undefined
  for (;;) {
    const next = nextVisit(plan, {
      ...progress(trials, plan.budgetSeconds - seconds),
      ...(standing && { standing }),
    })
    if (next === undefined) return { trials, visits, seconds }
    const { visit } = next
    visits.push({ at: seconds, visit, before: trials.length, first: !next.isFirstPassOver })
    seconds += visitSeconds(plan, visit) - (continues(visit, standing) ? startSeconds : 0)
    standing = visit
    for (const planned of visit.trials) trials.push(recordOf(visit, planned, trials.length + 1))
  }
}

export function progress(trials: readonly TrialRecord[], secondsLeft: number): Progress {
  const names = new Set(trials.map((trial) => trialName(trial, trial)))
  return { sizing: { generatorCeiling: 3000 }, trials, isDone: (name) => names.has(name), secondsLeft }
}

function recordOf(visit: Visit, planned: Visit['trials'][number], number: number): TrialRecord {
  const { architecture, block } = visit
  const { workload, stage } = planned
  const id = trialName(visit, planned)
  const variant = variantOf(visit, planned)
  const rate = capacities[architecture.name] ?? 0
  const kind: LoadRecord['kind'] = stage === 'probes' ? 'probe' : stage
  const loads: LoadRecord[] = [
    { ...loadRecord, kind, rate, ...(kind === 'ramp' && { heldRate: rate }), result: pass },
    ...(kind === 'probe' ? [{ ...loadRecord, kind, rate: Math.round(rate * 1.04), result: fail }] : []),
  ]
  return {
    ...trialRecord,
    cohort,
    id,
    number,
    architecture,
    workload,
    stage,
    block,
    loads,
    ...(variant && { variant: published(variant) }),
  }
}

export function stagesIn({ visits }: Simulated): readonly string[] {
  return visits.flatMap(({ visit }) =>
    visit.trials.map(
      ({ workload, stage }) => `${visit.block} ${visit.architecture.name} ${workload.name} ${stage}`,
    ),
  )
}
