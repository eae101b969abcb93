import { sayBreach } from '../load/say-breach.ts'
import { sayInvalid } from '../load/say-invalid.ts'
import type { LiveWindow } from '../load/watch.ts'
import { type LoadRecord, rises } from '../record/record.ts'

/** e.g. `ramp 410/s, p99 88 ms` */
export function sayWindow(what: LoadRecord['kind'] | 'warming up', { rate, endpoints }: LiveWindow): string {
  const worst = Math.max(...endpoints.map(({ latency }) => latency?.p99Ms ?? 0))
  return `${what} ${Math.round(rate)}/s, p99 ${Math.round(worst)} ms`
}

/** e.g. `stopped at 312/s: POST p99 412 ms > 300 ms` or `probe 280/s: pass` */
export function sayLoad({ kind, rate, result }: LoadRecord): string {
  switch (result.kind) {
    case 'pass':
      return rises(kind) ? `${kind} ended at ${rate}/s within the SLO` : `${kind} ${rate}/s: pass`
    case 'fail':
      return rises(kind)
        ? `stopped at ${rate}/s: ${sayBreach(result.breach)}`
        : `${kind} ${rate}/s: fail, ${sayBreach(result.breach)}`
    case 'invalid':
      return `${kind} ${rate}/s: invalid, ${sayInvalid(result.reason)}`
  }
}
