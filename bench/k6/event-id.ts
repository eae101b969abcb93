/**
 * The event ids of the load: UUIDv7 whose time bits are the moment of sending and whose free bits say which
 * request of which run it was, so that the audit needs no list of what was sent:
 *
 *     tttttttt-tttt-7RRR-8RRR-RRNNNNNNNN00
 *
 * t: 48 bits of Unix milliseconds, R: 32 bits of run number, N: 32 bits of request number. Arithmetic only,
 * because k6 and Node share it; no shifts on t, because JavaScript's are of 32 bits.
 */
export interface EventOrigin {
  readonly run: number
  readonly n: number
  /** Milliseconds since the epoch. */
  readonly timeMs: number
}

export function eventId({ run, n, timeMs }: EventOrigin): string {
  const t = hex(timeMs, 12)
  const r = hex(run, 8)
  return `${t.slice(0, 8)}-${t.slice(8)}-7${r.slice(0, 3)}-8${r.slice(3, 6)}-${r.slice(6)}${hex(n, 8)}00`
}

const pattern = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{2})([0-9a-f]{8})00$/

/** What `id` says about its origin; undefined if no load made it. */
export function parseEventId(id: string): EventOrigin | undefined {
  const found = pattern.exec(id)
  if (found === null) return undefined
  const [, t1 = '', t2 = '', r1 = '', r2 = '', r3 = '', n = ''] = found
  return {
    run: Number.parseInt(r1 + r2 + r3, 16),
    n: Number.parseInt(n, 16),
    timeMs: Number.parseInt(t1 + t2, 16),
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
