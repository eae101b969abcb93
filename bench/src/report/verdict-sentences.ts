import type { Findings, StressFindings, Verdict, WorkloadVerdict } from '../analysis/findings.ts'
import { boundsOf } from '../capacity/capacity.ts'
import {
  classSentences,
  comparisonSentences,
  disqualifiedSentences,
  noiseSentences,
  withoutFreshnessSentences,
} from './evidence-sentences.ts'
import { experimentSentences } from './experiment-sentences.ts'
import { rate } from './figures.ts'
import { markedAmong, markNotes } from './marks.ts'
import { sayBriefly, sayRuling } from './say-ruling.ts'
import { listed } from './words.ts'

/** The verdict in sentences: each workload, overall, and what the winner gives up. */
export function verdictSentences(findings: Findings): readonly string[] {
  const { verdict } = findings
  return [
    ...verdict.workloads.flatMap((workload) => [
      ...workloadSentences(workload),
      ...confirmedSentence(workload, findings),
    ]),
    `Overall (geometric mean over the workloads): ${sayRuling(verdict.overall)}.`,
    ...markNotes(findings.workloads.flatMap(({ cells }) => cells)),
    ...stressSentences(findings),
    ...withoutFreshnessSentences(verdict),
    ...noiseSentences(verdict.noise),
    ...provisionalSentences(verdict),
    ...rivalSentences(verdict),
    ...experimentSentences(findings),
  ]
}

/** The shortest that the verdict can be said: a sentence a workload, overall, and what may not be overlooked. */
export function headlineSentences({ verdict, workloads }: Findings): readonly string[] {
  return [
    ...verdict.workloads.map(({ workload, ruling }) => `${workload}: ${sayBriefly(ruling)}.`),
    ...(verdict.workloads.length > 1 ? [`Overall: ${sayBriefly(verdict.overall)}.`] : []),
    ...markNotes(workloads.flatMap(({ cells }) => cells)),
  ]
}

/** Below the line: what would be said if the rivals had been asked for. */
function rivalSentences({ withRivals }: Verdict): readonly string[] {
  if (withRivals === undefined) return []
  const { rivals, workloads, overall } = withRivals
  const intro = `With ${listed(rivals)} in the race, which nobody asked for`
  return [
    ...workloads.map(({ workload, ruling }) => `${intro}: ${workload}: ${sayRuling(ruling)}.`),
    `${intro}: overall: ${sayRuling(overall)}.`,
  ]
}

function workloadSentences(found: WorkloadVerdict): readonly string[] {
  const { workload, ruling, bestCommitted } = found
  const committed =
    bestCommitted === undefined ? '' : ` Of those that commit before they answer, ${bestCommitted} is best.`
  return [
    `${workload}: ${sayRuling(ruling)}.${committed}`,
    ...comparisonSentences(found),
    ...disqualifiedSentences(found),
    ...classSentences(found),
  ]
}

/** A winner whose capacity half a minute has not confirmed. */
function confirmedSentence(
  { workload, ruling }: WorkloadVerdict,
  { workloads }: Findings,
): readonly string[] {
  if (ruling.kind !== 'winner') return []
  const { cells } = workloads.find((findings) => findings.workload === workload) ?? { cells: [] }
  const cell = cells.find(({ architecture }) => architecture === ruling.best)
  const held = boundsOf(cell?.capacity).held
  if (cell === undefined || cell.provisional || held === undefined) return []
  const { confirmedRate = 0 } = cell
  if (confirmedRate >= held) return []
  const confirmed = confirmedRate === 0 ? 'no rate' : `${rate(confirmedRate)}/s`
  return [
    `${workload}: ${ruling.best} held ${rate(held)}/s on a short plateau; half a minute has confirmed ${confirmed}.`,
  ]
}

function stressSentences({ stress, verdict, workloads }: Findings): readonly string[] {
  return [...Map.groupBy(stress, ({ workload }) => workload)].map(([workload, loads]) => {
    const ranked = loads.toSorted((a, b) => b.reachedRate - a.reachedRate)
    const { cells = [] } = workloads.find((found) => found.workload === workload) ?? {}
    const reached = ranked
      .map((load) => `${markedAmong(load.architecture, cells)} ${sayReached(load)}`)
      .join(', ')
    const ruling = verdict.workloads.find((found) => found.workload === workload)?.ruling
    const isBehind =
      ruling?.kind === 'winner' && ranked.findIndex((load) => load.architecture === ruling.best) > 0
    const but = isBehind
      ? ` ${ruling.best} is best with all its tasks running, not while they are being added.`
      : ''
    return `Stress (${workload}, the autoscaler live, towards ${rate(ranked[0]?.targetRate)}/s): ${reached}.${but}`
  })
}

function sayReached({ result, reachedRate }: StressFindings): string {
  switch (result.kind) {
    case 'pass':
      return `held ${rate(reachedRate)}/s`
    case 'fail':
      return `broke at ${rate(reachedRate)}/s`
    case 'invalid':
      return 'gave no valid result'
  }
}

function provisionalSentences({ provisional, workloads, overall }: Verdict): readonly string[] {
  const rulings = [...workloads.map(({ ruling }) => ruling), overall]
  const byBrackets = rulings.some((ruling) => ruling.kind === 'winner' && ruling.basis === 'brackets')
  return [
    ...(provisional ? ['Provisional: some capacities come from a ramp alone, which only brackets.'] : []),
    ...(byBrackets
      ? [
          'Provisional: where a lead is said to be "at least" so much, there are too few blocks for an interval; brackets that do not overlap decide for now.',
        ]
      : []),
  ]
}
