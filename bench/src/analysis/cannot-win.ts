import type { Audit } from '../record/record.ts'

/** Why an architecture cannot win a workload, whatever it holds. `stale`: what it acknowledged is not readable in the time of the SLO. */
export type Disqualification = 'lost' | 'duplicated' | 'corrupted' | 'stale'

interface Trusted {
  /** Of all loads of the cell. */
  readonly audit: Audit
  /** Of its canaries at the SLO's delay; absent where nothing is written. */
  readonly freshness?: { readonly kept: 'yes' | 'partly' | 'no' | 'unknown' }
}

/** What speaks against a cell. */
export function cannotWin({ audit, freshness }: Trusted): readonly Disqualification[] {
  const found: readonly (readonly [Disqualification, boolean])[] = [
    ['lost', audit.lost > 0],
    ['duplicated', audit.duplicated > 0],
    ['corrupted', (audit.corrupted ?? 0) > 0],
    ['stale', freshness?.kept === 'no'],
  ]
  return found.filter(([, holds]) => holds).map(([name]) => name)
}
