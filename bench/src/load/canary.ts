import type { CsvEvent } from './csv.ts'

/** One event that was sent to be read back. */
export interface Canary {
  /** Its number among the canaries of its run, from 0. */
  readonly n: number
  /** Milliseconds since the epoch. */
  readonly sentAt: number
  /** Of the answer to the write; 0 where none came. */
  readonly status: number
  /** Absent where the load ended before its answer came. */
  readonly read?: CanaryRead
}

export interface CanaryRead {
  /** After so many milliseconds it was to be read. */
  readonly delayMs: number
  /** Milliseconds since the epoch. */
  readonly sentAt: number
  /** The answer was the event, or a later one of its device. */
  readonly fresh: boolean
}

/** Puts together what k6's rows say of canaries, in whatever order they come. */
export interface CanaryBook {
  add(event: CsvEvent): void
  /** Those whose write was reported. */
  canaries(): readonly Canary[]
}

/** Nothing is known yet. */
export function createCanaryBook(): CanaryBook {
  const writes = new Map<number, Pick<Canary, 'sentAt' | 'status'>>()
  const reads = new Map<number, number>()
  const seen = new Map<number, Pick<CanaryRead, 'delayMs' | 'fresh'>>()
  return {
    add(event) {
      switch (event.kind) {
        case 'canaryWrite':
          writes.set(event.request.n, event.request)
          return
        case 'canaryRead':
          reads.set(event.request.n, event.request.sentAt)
          return
        case 'canaryFresh':
          seen.set(event.n, { delayMs: event.delayMs, fresh: event.fresh })
      }
    },
    canaries: () =>
      [...writes].map(([n, { sentAt, status }]) => {
        const [readAt, answer] = [reads.get(n), seen.get(n)]
        const isRead = readAt !== undefined && answer !== undefined
        return { n, sentAt, status, ...(isRead && { read: { ...answer, sentAt: readAt } }) }
      }),
  }
}
