import { isUtf8 } from 'node:buffer'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Fault } from '../../telemetry/fault.ts'
import type { TimeWindow } from '../../telemetry/parse-event.ts'
import { parseJson } from '../json-body.ts'
import { maxBatchEvents, maxBodyBytes } from '../limits.ts'
import { malformedJson, type Problem, unprocessable } from '../problem.ts'
import type { AddressedEvent, ReadEvent } from './addressed-event.ts'
import { malformedJsonAt, tooManyEvents } from './batch-problems.ts'
import type { BatchType } from './read-body.ts'
import type { NotSplit, Span } from './split.ts'
import { splitDocument } from './split-document.ts'
import { splitLines } from './split-lines.ts'

/** A thousand events of the usual size take about 5 ms; larger ones let others have their turn. */
const longestTurnMs = 10

/** What to parse, and how. */
interface ParseOptions {
  readonly type: BatchType
  readonly window: TimeWindow
  readonly read: ReadEvent
}

export type ParsedBatch =
  | { readonly kind: 'batch'; readonly events: readonly AddressedEvent[] }
  | { readonly kind: 'refused'; readonly problem: Problem }

/**
 * Understands each event of a batch by itself. Of a JSON document that is malformed nothing is taken: where an event ends that is not
 * JSON is a guess. A line of NDJSON ends where it ends.
 */
export async function parseBatch(bytes: Buffer, options: ParseOptions): Promise<ParsedBatch> {
  const split =
    options.type === 'json' ? splitDocument(bytes, maxBatchEvents) : splitLines(bytes, maxBatchEvents)
  if (split.kind !== 'events') return refused(problemOf(split))
  if (split.events.length === 0) return refused(unprocessable([noEvents(options.type)]))
  const isText = isUtf8(bytes)
  const events: AddressedEvent[] = []
  let turn = performance.now()
  for (const span of split.events) {
    const event = parseOne(bytes, span, isText, options)
    if (event === 'malformed') {
      if (options.type === 'json') return refused(malformedJsonAt(events.length))
      events.push(notJson)
    } else events.push(event)
    if (events.length % 16 === 0 && performance.now() - turn > longestTurnMs) {
      await nextTurn()
      turn = performance.now()
    }
  }
  return { kind: 'batch', events }
}

function parseOne(
  bytes: Buffer,
  span: Span,
  isText: boolean,
  { read, window }: ParseOptions,
): AddressedEvent | 'malformed' {
  const { start, end } = span
  if (end - start > maxBodyBytes) return tooLarge
  if (!isText && !isUtf8(bytes.subarray(start, end))) return notUtf8
  const parsed = parseJson(bytes.toString('utf8', start, end), span)
  switch (parsed.kind) {
    case 'json':
      return read(parsed.document, window)
    case 'lossy':
      return { kind: 'faulty', faults: parsed.losses }
    case 'malformed':
      return 'malformed'
  }
}

const notJson = faulty('malformed_json', 'one JSON document a line')
const notUtf8 = faulty('not_utf8', 'JSON in UTF-8')
const tooLarge = faulty('too_large', `an event of at most ${maxBodyBytes / 1024} KiB`)

function faulty(code: string, required: string): AddressedEvent {
  return { kind: 'faulty', faults: [{ pointer: '', code, required }] }
}

function noEvents(type: BatchType): Fault {
  return {
    pointer: type === 'json' ? '/events' : '',
    code: 'no_events',
    required: `1 to ${maxBatchEvents} events`,
  }
}

function problemOf(split: NotSplit): Problem {
  switch (split.kind) {
    case 'malformed':
      return malformedJson
    case 'too_many':
      return tooManyEvents
    case 'faulty':
      return unprocessable(split.faults)
  }
}

function refused(problem: Problem): ParsedBatch {
  return { kind: 'refused', problem }
}
