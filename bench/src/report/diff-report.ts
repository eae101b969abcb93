import type { Bounds } from '../capacity/capacity.ts'
import type { Amount, Change, ChangeVerdict } from '../diff/change.ts'
import type { Obstacle } from '../diff/comparability.ts'
import type { Diff, RunName } from '../diff/diff.ts'
import { count, decimal, ms, numbered, percent, rate } from './figures.ts'
import { list, tableLines } from './markdown.ts'
import { columns, plain, type Table, type TableCell, type Tone } from './table.ts'
import { sayRange } from './tables/interval-figures.ts'
import { type Paint, terminalTable, withoutColour } from './terminal-table.ts'
import { sayCapacity } from './words.ts'

/** For a terminal: the table, what changed, and the sentence that counts last. */
export function diffText(diff: Diff, paint: Paint = withoutColour): string {
  return `${[...terminalTable(diffTable(diff), paint), '', ...diffSentences(diff)].join('\n')}\n`
}

/** For a pull request's comment: sentences first, what did not change folded away. */
export function diffMarkdown(diff: Diff): string {
  const changed = diffTable(diff, ({ verdict }) => verdict === 'better' || verdict === 'worse')
  const all = diffTable(diff)
  return `${[
    `## Telemark: ${diff.regressed ? 'a regression' : 'no regression'}`,
    list(diffSentences(diff)),
    ...(changed.rows.length > 0 ? [tableLines(changed).join('\n')] : []),
    `<details><summary>Every figure</summary>\n\n${tableLines(all).join('\n')}\n\n${list(all.notes)}\n\n</details>`,
  ].join('\n\n')}\n`
}

/** Why two comparisons are not compared, and what would change that. */
export function sayObstacles(obstacles: readonly Obstacle[]): string {
  const lines = obstacles.map(
    ({ what, before, after, remedy }) => `  ${what}: ${before} before, ${after} after. ${remedy}`,
  )
  return ['Cannot compare the two: their conditions have to be the same, and these differ:', ...lines].join(
    '\n',
  )
}

function diffTable(diff: Diff, isShown: (change: Change) => boolean = () => true): Table {
  const rows = diff.cells.flatMap(({ architecture, workload, changes }) =>
    changes
      .filter(isShown)
      .map((change) => [
        plain(workload),
        plain(architecture),
        plain(change.quantity),
        { text: verdicts[change.verdict], tone: tones[change.verdict] },
        plain(sayAmount(change.before)),
        plain(sayAmount(change.after)),
        shareCell(change),
      ]),
  )
  const { capacity, 'p99 at a rate of both': p99, 'CPU a request': cpu } = diff.thresholds
  return {
    title: `${sayRun(diff.before)} -> ${sayRun(diff.after)}`,
    columns: columns(['workload', 'architecture', 'figure', 'change'], ['before', 'after', 'by']),
    rows,
    notes: [
      `A capacity changed where the whole of one bracket lies more than ${percent(capacity)} beyond the whole of the other; undecided: their middles do. Where both runs have an interval over their blocks it stands for the bracket; dollars for a million requests at capacity, by the prices of today, are judged alike. p99 of the slowest endpoint: more than ${percent(p99)}; CPU of a request, all components: more than ${percent(cpu)} (each and the share by which the rates differ); freshness: beyond chance (99 %). These are the largest of what was asked for, what the same system differed by in either run, and what any figure of the kind is trusted for.`,
      ...diff.unmatched.map((name) => `only ${name}`),
    ],
  }
}

const verdicts = {
  better: 'better',
  worse: 'WORSE',
  same: 'same',
  undecided: 'undecided',
  unknown: 'not known',
} as const satisfies Record<ChangeVerdict, string>

const tones = {
  better: 'good',
  worse: 'bad',
  same: 'muted',
  undecided: 'doubtful',
  unknown: 'muted',
} as const satisfies Record<ChangeVerdict, Tone>

function sayAmount(amount: Amount): string {
  switch (amount.kind) {
    case 'capacity':
      return `${amount.provisional ? '~' : ''}${sayCapacity(amount.capacity)}`
    case 'interval':
      return `${sayRange(amount.from, amount.to)} (${percent(amount.confidence)}, ${numbered(amount.blocks, 'block')})`
    case 'dollars':
      return sayDollars(amount)
    case 'milliseconds':
      return `${amount.value < 1 ? `${decimal(amount.value)} ms` : ms(amount.value)} at ${rate(amount.at)}/s`
    case 'share':
      return percent(amount.value)
    case 'count':
      return count(amount.value)
  }
}

/** To a tenth of a cent: that is what a million requests differ by. */
function sayDollars({ held, failed }: Bounds): string {
  const said = (value: number) => value.toFixed(3)
  if (held === undefined) return failed === undefined ? '-' : `<= $${said(failed)}`
  return failed === undefined ? `> $${said(held)}` : `$${said(held)}-${said(failed)}`
}

function shareCell({ share, quantity }: Change): TableCell {
  if (share === undefined) return plain('-')
  const sign = share > 0 ? '+' : ''
  return plain(
    quantity === 'freshness' ? `${sign}${(share * 100).toFixed(1)} points` : `${sign}${percent(share)}`,
  )
}

function diffSentences(diff: Diff): readonly string[] {
  const of = (wanted: ChangeVerdict) =>
    diff.cells.flatMap(({ architecture, workload, changes }) =>
      changes
        .filter(({ verdict }) => verdict === wanted)
        .map(
          ({ quantity, before, after }) =>
            `${workload}, ${architecture}: ${quantity} ${sayAmount(before)} -> ${sayAmount(after)}`,
        ),
    )
  const [worse, better] = [of('worse'), of('better')]
  return [
    ...worse.map((text) => `Worse: ${text}.`),
    ...better.map((text) => `Better: ${text}.`),
    ...diff.winners.map(({ of, before, after }) => `Best (${of}): ${before} -> ${after}.`),
    worse.length === 0
      ? 'Nothing got worse beyond the noise.'
      : `${numbered(worse.length, 'figure')} got worse beyond the noise.`,
  ]
}

/** `1829fcd with local changes, 2026-11-25` */
function sayRun({ commit, dirty, startedAt }: RunName): string {
  const changes = dirty ? ' with local changes' : ''
  return `${commit.slice(0, 7)}${changes}, ${new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ')}`
}
