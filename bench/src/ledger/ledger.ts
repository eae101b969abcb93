import type { StoredEvent } from '@telemark/deployment'
import { parseEventId } from '../../k6/event-id.ts'
import type { Sample } from '../load/sample.ts'
import type { Audit } from '../record/record.ts'

/** The time within which an acknowledged event must be stored to count as complete. */
const completionMs = 1000

export interface LedgerOptions {
  readonly run: number
  /** The writes that k6 reported, and others: reads are left out here. */
  readonly samples: readonly Sample[]
  /** One more than the highest request number that k6 can have begun. */
  readonly begun: number
  /** Milliseconds since the epoch: the events whose completion is judged. */
  readonly judgedFrom: number
  readonly judgedTo: number
}

export interface LedgerResult {
  readonly audit: Audit
  /** Share of acknowledged events of the judged interval stored within one second; undefined without any. */
  readonly completion: number | undefined
}

const acknowledged = 1
const refused = 2
const uncertain = 4
const judged = 8

/**
 * Compares what k6 was told with what PostgreSQL holds, by the exact ids: each says which request of which run
 * made it. Events of other runs are not this ledger's business. Memory: a few bytes a request.
 */
export async function audit(
  stored: AsyncIterable<StoredEvent>,
  options: LedgerOptions,
): Promise<LedgerResult> {
  const answers = answersOf(options)
  const times = new Float64Array(answers.length)
  const count = { stored: 0, duplicated: 0, phantom: 0, kept: 0, unreported: 0, complete: 0 }
  for await (const { eventId, eventTime, receivedAt } of stored) {
    const origin = parseEventId(eventId)
    if (origin === undefined || origin.run !== options.run) continue
    const answer = answers[origin.n]
    if (answer === undefined || answer === refused) count.phantom++
    else if (times[origin.n] !== 0) count.duplicated++
    else {
      count.stored++
      if ((answer & acknowledged) !== 0) count.kept++
      if (answer === 0) count.unreported++
      if ((answer & judged) !== 0 && receivedAt <= eventTime + completionMs) count.complete++
    }
    if (answer !== undefined) times[origin.n] = eventTime
  }
  const inTheJudged = countWith(answers, judged)
  const promised = countWith(answers, acknowledged)
  return {
    audit: {
      acknowledged: promised,
      stored: count.stored,
      lost: promised - count.kept,
      duplicated: count.duplicated,
      phantom: count.phantom,
      uncertain: countWith(answers, uncertain) + count.unreported,
    },
    completion: inTheJudged === 0 ? undefined : count.complete / inTheJudged,
  }
}

/** One byte a request: what k6 was told. 0: k6 never reported it (cut off by its end). */
function answersOf({ samples, begun, judgedFrom, judgedTo }: LedgerOptions): Uint8Array {
  const answers = new Uint8Array(begun)
  for (const { endpoint, n, status, sentAt } of samples) {
    if (endpoint !== 'write') continue
    const inInterval = sentAt >= judgedFrom && sentAt < judgedTo
    if (status >= 200 && status < 300) answers[n] = acknowledged | (inInterval ? judged : 0)
    else answers[n] = status >= 400 && status < 500 ? refused : uncertain
  }
  return answers
}

function countWith(answers: Uint8Array, bit: number): number {
  let count = 0
  for (const answer of answers) if ((answer & bit) !== 0) count++
  return count
}
