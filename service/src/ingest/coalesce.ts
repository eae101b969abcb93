import { setTimeout as delay } from 'node:timers/promises'
import type { TelemetryEvent } from '../telemetry/event.ts'
import type { Accept, Outcome } from '../telemetry/outcome.ts'
import { Unavailable } from '../telemetry/unavailable.ts'

/** How exactly limits of time are kept. */
const lookEveryMs = 100

/** Limits of what may wait. */
export interface CoalesceOptions {
  /** Events that may wait or be on their way; the next one is refused. */
  readonly maxPending: number
  /** Events that one call of `accept` gets. */
  readonly maxBatch: number
  /** One call begins at least this long after the one before: a call costs much more than an event in it. */
  readonly minIntervalMs: number
  /** A caller whose events are not on their way by then is told `Unavailable`. */
  readonly waitMs: number
  /** A caller whose events are on their way, and who has no answer by then, is told the same. */
  readonly timeoutMs: number
  /** For the message: who is full or silent. */
  readonly name: string
}

/** Characters of measurements that may wait or be on their way: as many events as `maxPending` could be 64 KiB each. */
const maxPendingCharacters = 64 * 1024 * 1024
/** Of one call, a single caller's apart: neighbours of large events must not wait for them together. */
const maxBatchCharacters = 4 * 1024 * 1024

interface Waiting {
  readonly events: readonly TelemetryEvent[]
  readonly characters: number
  /** Which look came last. */
  readonly since: number
  readonly resolve: (outcomes: readonly Outcome[]) => void
  readonly reject: (error: Error) => void
}

/** An `accept` that many callers share. Disposing waits for the call on its way. */
export interface Coalesced extends Accept, AsyncDisposable {
  readonly maxPending: number
  /** Events that wait or are on their way: at most `maxPending`. */
  pending(): number
  /** Events that were refused since the start, because too many waited. */
  refused(): number
}

/**
 * One call of `accept` at a time; what arrives while it is on its way goes with the next. The slower `accept` is, the larger
 * the batches: no timer, and no wait when there is no load.
 */
export function coalesce(accept: Accept, options: CoalesceOptions): Coalesced {
  const { maxPending, maxBatch, minIntervalMs, waitMs, timeoutMs, name } = options
  let queue: Waiting[] = []
  let sent: Waiting[] = []
  let pending = 0
  let pendingCharacters = 0
  let refused = 0
  let looks = 0
  let running: Promise<void> | undefined

  // The call on its way is not given up, only its callers: a second one beside it would break the order.
  const watch = setInterval(() => {
    // Waiting is counted in looks: while this process stood still, nobody has waited for another.
    looks += 1
    const isLate = ({ since }: Waiting, limitMs: number) => (looks - since) * lookEveryMs >= limitMs
    for (const waiting of sent)
      if (isLate(waiting, timeoutMs)) waiting.reject(new Unavailable(`${name} did not answer in time`))
    const late = queue.filter((waiting) => isLate(waiting, waitMs))
    for (const waiting of late) waiting.reject(new Unavailable(`${name} is slower than what arrives`))
    if (late.length === 0) return
    queue = queue.filter((waiting) => !isLate(waiting, waitMs))
    leave(late)
  }, lookEveryMs)
  watch.unref()

  function leave(left: readonly Waiting[]): void {
    for (const { events, characters } of left) {
      pending -= events.length
      pendingCharacters -= characters
    }
  }

  function take(): Waiting[] {
    let callers = 0
    let count = 0
    let sum = 0
    for (const { events, characters } of queue) {
      count += events.length
      sum += characters
      if (callers > 0 && (count > maxBatch || sum > maxBatchCharacters)) break
      callers += 1
    }
    return queue.splice(0, callers)
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      sent = take()
      const earliestNext = performance.now() + minIntervalMs
      try {
        distribute(sent, await accept(sent.flatMap((waiting) => waiting.events)))
      } catch (error) {
        for (const waiting of sent) waiting.reject(error as Error)
      }
      leave(sent)
      sent = []
      const early = earliestNext - performance.now()
      if (early > 0.5) await delay(early)
    }
    running = undefined
  }

  async function add(events: readonly TelemetryEvent[]): Promise<readonly Outcome[]> {
    // One that is larger than the buffer would be told for ever to come again later: it is taken when nothing else waits.
    const characters = charactersIn(events)
    const isFull =
      pending + events.length > maxPending || pendingCharacters + characters > maxPendingCharacters
    if (pending > 0 && isFull) {
      refused += events.length
      throw new Unavailable(`The buffer of ${name} is full`)
    }
    pending += events.length
    pendingCharacters += characters
    return new Promise((resolve, reject) => {
      queue.push({ events, characters, since: looks, resolve, reject })
      running ??= Promise.resolve().then(drain)
    })
  }

  return Object.assign(add, {
    maxPending,
    pending: () => pending,
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      clearInterval(watch)
      await running
    },
  })
}

function distribute(sent: readonly Waiting[], outcomes: readonly Outcome[]): void {
  let at = 0
  for (const waiting of sent) {
    waiting.resolve(outcomes.slice(at, at + waiting.events.length))
    at += waiting.events.length
  }
}

function charactersIn(events: readonly TelemetryEvent[]): number {
  let sum = 0
  for (const { measurements } of events) sum += measurements.length
  return sum
}
