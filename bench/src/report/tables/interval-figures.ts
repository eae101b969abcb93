import type { CellFindings } from '../../analysis/findings.ts'
import { isAgreed } from '../../capacity/capacity.ts'
import { count, percent, rate } from '../figures.ts'
import type { TableCell } from '../table.ts'
import { plain, unknownCell } from '../table.ts'

/** Where the capacity lies, e.g. `320-410 (95 %, 3 blocks)`; from too few blocks with a `~`. */
export function intervalCell({ interval }: CellFindings): TableCell {
  if (interval === undefined) return unknownCell
  const { from, to, confidence, blocks } = interval
  const span = sayRange(from, to)
  return confidence === undefined
    ? { text: `~${span}`, tone: 'doubtful' }
    : plain(`${span} (${percent(confidence)}, ${count(blocks)} block${blocks === 1 ? '' : 's'})`)
}

/** `320-410`, `>= 320`, `< 410` */
export function sayRange(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return to === undefined ? 'anywhere' : `< ${rate(to)}`
  return to === undefined ? `>= ${rate(from)}` : `${rate(from)}-${rate(to)}`
}

/** How many plateaus agree at each end of the bracket. */
export function seenCell({ capacity }: CellFindings): TableCell {
  if (capacity?.kind !== 'bracket') return unknownCell
  const { pass, fail } = capacity.seen
  return { text: `${pass}, ${fail}`, ...(!isAgreed(capacity.seen) && { tone: 'doubtful' }) }
}

/** The rate that half a minute confirmed; one that held without proof is said to be unproven. */
export function confirmedCell({ confirmedRate, confirmation }: CellFindings): TableCell {
  if (confirmedRate !== undefined) return plain(rate(confirmedRate))
  if (confirmation === undefined) return unknownCell
  return { text: `${rate(confirmation.rate)} unproven`, tone: 'doubtful' }
}

/** What the columns mean, and what the confirmations prove. */
export function intervalNotes(cells: readonly CellFindings[]): readonly string[] {
  return [
    ...(cells.some(({ interval }) => interval?.confidence === undefined && interval !== undefined)
      ? [
          'Interval with ~: the blocks are too few for a confidence; it is the bracket, widened by the noise of this cohort.',
        ]
      : []),
    ...(cells.some(({ interval }) => interval?.confidence !== undefined)
      ? ['Interval: of the capacity in any block of this machine, not only of those that were measured.']
      : []),
    'Ends seen: plateaus within 5 % of the highest pass, and of the lowest fail, that agree; below 2 one disturbed plateau may have set that end.',
    ...cells.flatMap(({ architecture, confirmation }) =>
      confirmation === undefined
        ? []
        : [
            `${architecture}, half a minute at ${rate(confirmation.rate)}/s: ${count(confirmation.slow)} of ${count(confirmation.answers)} answers were too slow, so with ${percent(confirmation.confidence)} confidence at most ${(confirmation.share * 100).toFixed(2)} % are${confirmation.proven ? '' : ': too many to be sure that the SLO holds, so this rate is unproven'}`,
          ],
    ),
  ]
}
