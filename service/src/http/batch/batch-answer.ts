import type { TelemetryEvent } from '../../telemetry/event.ts'
import type { Fault } from '../../telemetry/fault.ts'
import type { Outcome } from '../../telemetry/outcome.ts'
import { storeFault } from '../store-fault.ts'

/** From here on an event that is wrong has one entry, its first: an answer is never much larger than its batch. */
const maxEntries = 1000

/** An event in its place in the batch: given to the store, or what is wrong with it. */
export type Slot =
  | { readonly kind: 'event'; readonly event: TelemetryEvent; readonly idempotent: boolean }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

/** What became of a batch. The three counts add up to its events. */
export interface BatchAnswer {
  /** Taken, and not known to be there before. */
  readonly accepted: number
  /** Stored before, or more than once in this batch. */
  readonly duplicates: number
  readonly rejected: number
  /** Whether sending the batch again stores nothing twice. */
  readonly idempotent: boolean
  /** What is wrong with those that were rejected: `index` is the event's place among all, a pointer starts at the event. */
  readonly errors: readonly ({ readonly index: number } & Fault)[]
}

/** `outcomes`: of the slots that are events, in order. */
export function batchAnswer(slots: readonly Slot[], outcomes: readonly Outcome[]): BatchAnswer {
  const answer = {
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    idempotent: true,
    errors: [] as BatchAnswer['errors'][number][],
  }
  const taken = new Set<string>()
  const reject = (index: number, faults: readonly Fault[]) => {
    answer.rejected += 1
    const told = answer.errors.length < maxEntries ? faults : faults.slice(0, 1)
    for (const fault of told) answer.errors.push({ index, ...fault })
  }
  let at = 0
  slots.forEach((slot, index) => {
    if (slot.kind === 'faulty') {
      reject(index, slot.faults)
      return
    }
    const outcome = outcomes[at++] as Outcome
    if (outcome.kind === 'rejected') {
      reject(index, [storeFault(outcome.code)])
      return
    }
    if (isDuplicate(outcome, slot.event, taken)) answer.duplicates += 1
    else answer.accepted += 1
    answer.idempotent &&= slot.idempotent
  })
  return answer
}

/** Who only enqueues does not know what is stored, but what else is in the batch. */
function isDuplicate(outcome: Outcome, event: TelemetryEvent, taken: Set<string>): boolean {
  if (outcome.kind === 'committed') return outcome.duplicate
  const identity = `${event.device}:${event.eventTime}:${event.eventId}`
  if (taken.has(identity)) return true
  taken.add(identity)
  return false
}
