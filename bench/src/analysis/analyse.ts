import type { CohortRecord, EndRecord, TrialWithReadings, Warning } from '../record/record.ts'
import { ordinaryTrials } from './arms.ts'
import { claimFindings } from './claims/claim-findings.ts'
import { costFindings } from './cost/cost-findings.ts'
import { sizeModels } from './cost/size-models.ts'
import { dollarOptimal } from './dollar-optimal.ts'
import { experimentFindings } from './experiments.ts'
import type { Findings } from './findings.ts'
import { flipPoints } from './flip-points.ts'
import { holdFindings } from './hold.ts'
import { operationalLaws } from './laws/operational-laws.ts'
import { loadFindings } from './loads.ts'
import { measuredWorkloads } from './measured-workloads.ts'
import { observationsOf } from './observation.ts'
import { smoothnessOf } from './smoothness.ts'
import { stressFindings } from './stress.ts'
import { timelineOf } from './timeline.ts'
import { verdictOf } from './verdict.ts'
import { withoutFreshness } from './without-freshness.ts'

/** What the records of one cohort say. Pure: the same records give the same findings, in the order of the plan. */
export function analyse(
  cohort: CohortRecord,
  trials: readonly TrialWithReadings[],
  end?: EndRecord,
): Findings {
  const observations = observationsOf(ordinaryTrials(trials))
  const { workloads, noise } = measuredWorkloads(cohort, observations)
  const smoothness = smoothnessOf(workloads, cohort.plan.workloads, observations)
  const cost = costFindings(cohort, workloads)
  const stress = stressFindings(observations, cohort.plan.targetRate)
  const experiments = experimentFindings({ cohort, trials, workloads, tie: noise.share, end })
  return {
    cohort,
    workloads,
    stress,
    holds: holdFindings(observations),
    loads: loadFindings(observationsOf(trials), workloads),
    ...(experiments && {
      experiments,
      dollarOptimal: experiments.squeezes.map((squeeze) => dollarOptimal(squeeze, cost)),
    }),
    claims: claimFindings(cohort.plan.architectures, { workloads, stress, smoothness, tie: noise.share }),
    laws: operationalLaws(cohort, observations, workloads),
    smoothness,
    cost,
    flips: flipPoints(cohort, { observations, workloads, cost, tie: noise.share }),
    sizeModels: sizeModels({ cohort, workloads, observations }),
    timelines: [...new Set(observations.map(({ trial }) => trial))].flatMap(timelineOf),
    verdict: verdictOf(cohort, {
      workloads,
      withoutFreshness: workloads.map((findings) => withoutFreshness(findings, observations, cohort.plan)),
      noise,
    }),
    warnings: distinct([
      ...trials.toSorted((a, b) => a.startedAt - b.startedAt).flatMap(({ warnings }) => warnings),
      ...(end?.warnings ?? []),
      ...endedEarly(end),
      ...goneOnWith(end),
      ...missingTrials(trials, end),
    ]),
  }
}

function endedEarly(end: EndRecord | undefined): readonly Warning[] {
  if (end === undefined || end.outcome === 'done') return []
  return [
    {
      kind: 'endedEarly',
      message: `The comparison was ${end.outcome === 'failed' ? 'ended by a failure' : 'interrupted'} after ${end.trials} ${end.trials === 1 ? 'trial' : 'trials'}.`,
    },
  ]
}

/** Its parts lie apart in time, and a machine is not the same all day. */
function goneOnWith(end: EndRecord | undefined): readonly Warning[] {
  const { resumed = 0 } = end ?? {}
  if (resumed === 0) return []
  const times = resumed === 1 ? 'once' : `${resumed} times`
  return [
    { kind: 'resumed', message: `The comparison was gone on with ${times}: it was not measured in one go.` },
  ]
}

/** Trials are numbered as they end: a gap is a record that somebody took away. */
function missingTrials(trials: readonly TrialWithReadings[], end: EndRecord | undefined): readonly Warning[] {
  const numbers = new Set(trials.map(({ number }) => number))
  return Array.from({ length: Math.max(end?.trials ?? 0, ...numbers) }, (_, index) => index + 1)
    .filter((number) => !numbers.has(number))
    .map((number) => ({
      kind: 'trialMissing',
      message: `The record of trial ${number} is missing: what it measured is not in this report.`,
    }))
}

function distinct(warnings: readonly Warning[]): readonly Warning[] {
  return [...new Map(warnings.map((warning) => [`${warning.kind} ${warning.message}`, warning])).values()]
}
