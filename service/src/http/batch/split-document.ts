import { excerpt, type Fault, pointerTo } from '../../telemetry/fault.ts'
import { JsonCursor } from './json-cursor.ts'
import type { Span, Split } from './split.ts'

const maxFaults = 64
const malformed: Split = { kind: 'malformed' }

/** What was found so far. */
interface Found {
  events: readonly Span[] | undefined
  readonly faults: Fault[]
}

/**
 * The elements of `events` in the JSON document `{"events":[…]}`; it gives up behind `most` of them. No document is ever parsed
 * whole: 8 MB of JSON would hold the event loop for a tenth of a second, and may become many times as large.
 */
export function splitDocument(bytes: Buffer, most: number): Split {
  const cursor = new JsonCursor(bytes)
  if (cursor.isAtEnd()) return malformed
  if (!cursor.take('{')) return { kind: 'faulty', faults: [notAnObject] }
  const found: Found = { events: undefined, faults: [] }
  if (!cursor.take('}')) {
    do {
      if (!takeMember(cursor, found, most)) return malformed
      if (isEnough(found, most)) return verdict(found, most)
    } while (cursor.take(','))
    if (!cursor.take('}')) return malformed
  }
  return cursor.isAtEnd() ? verdict(found, most) : malformed
}

/** False where it is malformed. */
function takeMember(cursor: JsonCursor, found: Found, most: number): boolean {
  const name = cursor.takeName()
  if (name === undefined || !cursor.take(':')) return false
  if (name !== 'events') {
    found.faults.push(unknownField(name))
    cursor.takeValue()
    return true
  }
  if (found.events !== undefined) found.faults.push(repeated)
  if (!cursor.take('[')) {
    found.faults.push(notAnArray)
    cursor.takeValue()
    return true
  }
  found.events = takeElements(cursor, most)
  return found.events !== undefined
}

function takeElements(cursor: JsonCursor, most: number): readonly Span[] | undefined {
  const elements: Span[] = []
  if (cursor.take(']')) return elements
  do {
    elements.push(cursor.takeValue())
  } while (elements.length <= most && cursor.take(','))
  return elements.length > most || cursor.take(']') ? elements : undefined
}

/** Whether the rest makes no difference. */
function isEnough({ events = [], faults }: Found, most: number): boolean {
  return events.length > most || faults.length >= maxFaults
}

function verdict({ events, faults }: Found, most: number): Split {
  if (events !== undefined && events.length > most) return { kind: 'too_many' }
  if (faults.length > 0) return { kind: 'faulty', faults }
  return events === undefined ? { kind: 'faulty', faults: [missing] } : { kind: 'events', events }
}

const form = 'an object, {"events":[…]}'
const notAnObject: Fault = { pointer: '', code: 'not_an_object', required: form }
const notAnArray: Fault = { pointer: '/events', code: 'not_an_array', required: 'an array of events' }
const repeated: Fault = { pointer: '/events', code: 'repeated', required: 'each name once in an object' }
const missing: Fault = { pointer: '/events', code: 'required', required: 'an array of events' }

function unknownField(name: string): Fault {
  return { pointer: pointerTo(String(excerpt(name))), code: 'unknown_field', required: 'events only' }
}
