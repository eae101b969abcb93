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
