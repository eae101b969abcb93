import type { Moment } from './ports.ts'

/** What a moment is made of. */
export interface MomentParts {
  /** PostgreSQL's clock, in milliseconds since the epoch. */
  readonly at: number
  /** `pg_current_snapshot()`: which transactions were visible. */
  readonly snapshot: string
}

const form = /^(\d{13})-(\d{1,20})-(\d{1,20})-((?:\d{1,20}(?:,\d{1,20})*)?)$/

/** As one word that fits into a header. */
export function momentOf({ at, snapshot }: MomentParts): Moment {
  return `${at}-${snapshot.replaceAll(':', '-')}`
}

/** The parts of a moment; `undefined` where it is not one of ours. */
export function parseMoment(moment: string): MomentParts | undefined {
  const [, at, lowest, highest, running] = form.exec(moment) ?? []
  if (at === undefined || BigInt(lowest ?? 0) > BigInt(highest ?? 0)) return undefined
  return { at: Number(at), snapshot: `${lowest}:${highest}:${running}` }
}

/**
 * Longer than a storing statement may take (5 s) until its COMMIT is visible: rows that were written before this and became visible
 * after the moment there cannot be.
 */
export const longestStoringMs = 10_000

/** When what became visible between two moments was received, at most: `to` is outside. Milliseconds since the epoch. */
export function receivedBetween(
  since: Moment,
  until: Moment,
): { readonly from: number; readonly to: number } {
  const times = [since, until].map((moment) => parseMoment(moment)?.at ?? 0)
  // A moment is told in milliseconds, rounded: what was received just before it may lie behind it.
  return { from: Math.min(...times) - longestStoringMs, to: Math.max(...times) + 1 }
}

/**
 * Whether `since` cannot be of this cluster as it is at `until`: it is from later on than tasks differ, or knows of more transactions though it is
 * no later. So it is where PostgreSQL was restored meanwhile.
 */
export function isAhead(since: Moment, until: Moment): boolean {
  const [before, now] = [since, until].map(parseMoment)
  if (before === undefined || now === undefined) return true
  return before.at > now.at + longestStoringMs || (before.at <= now.at && newestOf(before) > newestOf(now))
}

/** The transaction that none visible there is as new as. */
function newestOf({ snapshot }: MomentParts): bigint {
  return BigInt(snapshot.split(':')[1] ?? 0)
}
