import type { Findings, Ruling, Verdict, WorkloadVerdict } from '../analysis/findings.ts'
import { percent } from './figures.ts'

/** The verdict in sentences: each workload, overall, and what the winner gives up. */
export function verdictSentences({ verdict }: Findings): readonly string[] {
  return [
    ...verdict.workloads.flatMap(workloadSentences),
    `Overall (geometric mean over the workloads): ${sayRuling(verdict.overall)}.`,
    ...noiseSentence(verdict),
    ...provisionalSentence(verdict),
  ]
}

function workloadSentences({
  workload,
  ruling,
  bestCommitted,
  excluded,
}: WorkloadVerdict): readonly string[] {
  const committed =
    bestCommitted === undefined ? '' : ` Of those that commit before they answer, ${bestCommitted} is best.`
  return [
    `${workload}: ${sayRuling(ruling)}.${committed}`,
    ...excluded.map(
      (architecture) => `${workload}: ${architecture} lost acknowledged events and cannot win.`,
    ),
  ]
}

function sayRuling(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'winner': {
      const times = `${ruling.atLeast ? 'at least ' : ''}${ruling.ratio.toFixed(2)} times the capacity of ${ruling.runnerUp}`
      const costs = ruling.givesUp.length === 0 ? '' : `; for that, ${ruling.givesUp.join('; ')}`
      return `${ruling.best} is best, with ${times}${costs}`
    }
    case 'tie':
      return `a tie between ${ruling.between.join(' and ')}: ${ruling.reason}`
    case 'withheld':
      return `verdict withheld: ${ruling.reason}`
  }
}

function noiseSentence({ noise: { share, workload, twins } }: Verdict): readonly string[] {
  if (twins === undefined) return []
  return [
    `Noise: ${twins.join(' and ')} do the same under ${workload}, and differed by ${percent(share)}: smaller differences are ties here.`,
  ]
}

function provisionalSentence({ provisional }: Verdict): readonly string[] {
  return provisional ? ['Provisional: some capacities come from a ramp alone, which only brackets.'] : []
}
