import type { Noise, Rulings, Verdict, WorkloadVerdict } from '../analysis/findings.ts'
import { looks } from '../analysis/statistics/comparison.ts'
import { percent } from './figures.ts'
import { sayRuling } from './say-ruling.ts'
import { listed } from './words.ts'

/** Why an architecture is out of a workload's race, whatever it holds. */
export function disqualifiedSentences({ workload, disqualified }: WorkloadVerdict): readonly string[] {
  return disqualified.map(
    ({ architecture, because }) =>
      `${workload}: ${architecture} ${listed(because.map((reason) => reasons[reason]))} and cannot win.`,
  )
}

const reasons = {
  lost: 'lost acknowledged events',
  duplicated: 'stored events twice',
  corrupted: 'stored other values than were sent',
  stale: 'showed events later than the SLO allows',
} as const satisfies Record<WorkloadVerdict['disqualified'][number]['because'][number], string>

/** The strongest against each of the others. */
export function comparisonSentences({ workload, comparisons }: WorkloadVerdict): readonly string[] {
  const [first] = comparisons
  if (first === undefined) return []
  const said = comparisons.map(
    ({ other, ratio, interval }) =>
      `${times(ratio)} ${other} (${interval.from.toFixed(2)} to ${interval.to.toFixed(2)})`,
  )
  return [
    `${workload}: ${first.best} holds ${listed(said)}; ${percent(first.interval.confidence)} intervals, adjusted for all comparisons, workloads and ${looks} looks.`,
  ]
}

/** Within each durability class, what survives most first. */
export function classSentences({ workload, classes }: WorkloadVerdict): readonly string[] {
  return classes.map(({ survives, ranked, ruling }) => {
    const promise = survives.length === 0 ? 'no failure' : `the end of ${listed(survives)}`
    const what = `${workload}, where acknowledged events survive ${promise}`
    return ranked.length === 1
      ? `${what}: ${ranked[0]} alone.`
      : `${what}: ${sayRuling(ruling)}; by what they held ${ranked.join(', ')}.`
  })
}

/** The ranking by latency and failures alone stands beside the other, and is said where it differs. */
export function withoutFreshnessSentences(verdict: Verdict): readonly string[] {
  const { withoutFreshness } = verdict
  const intro = 'By latency and failures alone, from the same loads'
  const changed = withoutFreshness.workloads.filter(
    ({ ruling }, index) =>
      sayRuling(ruling) !== sayRuling((verdict as Rulings).workloads[index]?.ruling ?? ruling),
  )
  const overallDiffers = sayRuling(withoutFreshness.overall) !== sayRuling(verdict.overall)
  if (changed.length === 0 && !overallDiffers) return [`${intro}: the same.`]
  return [
    ...changed.map(({ workload, ruling }) => `${intro}: ${workload}: ${sayRuling(ruling)}.`),
    ...(overallDiffers ? [`${intro}: overall: ${sayRuling(withoutFreshness.overall)}.`] : []),
  ]
}

/** How far architectures that do the same differed, and how often they would have been told apart. */
export function noiseSentences({ share, workload, twins, pairs }: Noise): readonly string[] {
  const { pairs: number, differ, bound } = pairs
  const rate =
    bound === undefined
      ? 'too few to claim a rate of false alarms'
      : `with ${percent(bound.confidence)} confidence at most ${percent(bound.share)} of such pairs do`
  return [
    ...(twins === undefined
      ? []
      : [
          `Noise: ${twins.join(' and ')} do the same under ${workload}, and differed by ${percent(share)}: smaller differences are ties here.`,
        ]),
    ...(number === 0
      ? []
      : [
          `A/A: of ${number} pair${number === 1 ? '' : 's'} of architectures that do the same, ${differ} would have been told apart; ${rate}.`,
        ]),
  ]
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`
}
