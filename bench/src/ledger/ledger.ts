import type { StoredEvent } from '@telemark/deployment'
import { measurements } from '../../k6/api.ts'
import { parseEventId } from '../../k6/event-id.ts'
import type { Audit } from '../record/record.ts'
import { checksumOf } from './checksum.ts'

/** The time within which an acknowledged event must be stored to count as complete. */
const completionMs = 1000

/** One run of event ids: the load's, or its canaries'. */
export interface SentRun {
  readonly run: number
  /** The writes that k6 reported. */
  readonly writes: readonly Write[]
  /** One more than the highest number that k6 can have begun. */
  readonly begun: number
}

interface Write {
  readonly n: number
  /** Milliseconds since the epoch. */
  readonly sentAt: number
  /** 0 where no answer came. */
  readonly status: number
}

export interface LedgerOptions {
  readonly runs: readonly SentRun[]
  /** Milliseconds since the epoch: the events whose completion is judged. */
  readonly judgedFrom: number
  readonly judgedTo: number
}

export interface LedgerResult {
  readonly audit: Required<Audit>
  /** Share of acknowledged events of the judged interval stored within one second; undefined without any. */
  readonly completion: number | undefined
}

const acknowledged = 1
const refused = 2
const uncertain = 4
const judged = 8

/** What was said about each event of a run, and under which time it was found. */
interface Account {
  readonly answers: Uint8Array
  readonly times: Float64Array
}

/**
 * Compares what k6 was told with what PostgreSQL holds, by the exact ids: each says which request of which run
 * made it, and so what it must contain. Events of other runs are not this ledger's business. Memory: a few bytes a request.
 */
export async function audit(
  stored: AsyncIterable<StoredEvent>,
  options: LedgerOptions,
): Promise<LedgerResult> {
  const accounts = new Map(options.runs.map((sent) => [sent.run, accountOf(sent, options)]))
  const count = {
    stored: 0,
    duplicated: 0,
    phantom: 0,
    kept: 0,
    unreported: 0,
    complete: 0,
    corrupted: 0,
    unverified: 0,
  }
  for await (const { eventId, eventTime, receivedAt, checksum } of stored) {
    const origin = parseEventId(eventId)
    const account = origin && accounts.get(origin.run)
    if (origin === undefined || account === undefined) continue
    const { answers, times } = account
    const answer = answers[origin.n]
    if (answer === undefined || answer === refused) count.phantom++
    else if (times[origin.n] !== 0) count.duplicated++
    else {
      count.stored++
      if ((answer & acknowledged) !== 0) count.kept++
      if (answer === 0) count.unreported++
      if ((answer & judged) !== 0 && receivedAt <= eventTime + completionMs) count.complete++
    }
    if (checksum === undefined) count.unverified++
    else if (checksum !== checksumOf(measurements(origin.run, origin.n))) count.corrupted++
    if (answer !== undefined) times[origin.n] = eventTime
  }
  const all = [...accounts.values()].map(({ answers }) => answers)
  const inTheJudged = countWith(all, judged)
  const promised = countWith(all, acknowledged)
  return {
    audit: {
      acknowledged: promised,
      stored: count.stored,
      lost: promised - count.kept,
      duplicated: count.duplicated,
      phantom: count.phantom,
      uncertain: countWith(all, uncertain) + count.unreported,
      corrupted: count.corrupted,
      unverified: count.unverified,
    },
    completion: inTheJudged === 0 ? undefined : count.complete / inTheJudged,
  }
}

/** One byte a request: what k6 was told. 0: k6 never reported it (cut off by its end). */
function accountOf({ writes, begun }: SentRun, { judgedFrom, judgedTo }: LedgerOptions): Account {
  const answers = new Uint8Array(begun)
  for (const { n, status, sentAt } of writes) {
    const inInterval = sentAt >= judgedFrom && sentAt < judgedTo
    if (status >= 200 && status < 300) answers[n] = acknowledged | (inInterval ? judged : 0)
    else answers[n] = status >= 400 && status < 500 ? refused : uncertain
  }
  return { answers, times: new Float64Array(begun) }
}

function countWith(accounts: readonly Uint8Array[], bit: number): number {
  let count = 0
  for (const answers of accounts) for (const answer of answers) if ((answer & bit) !== 0) count++
  return count
}
