import { type Endpoint, endpoints } from '../plan/workload.ts'
import type { Sample } from './sample.ts'

/** What a row of k6's CSV says to the bench; most rows say nothing. */
export type CsvEvent =
  | { readonly kind: 'sample'; readonly sample: Sample }
  /** What k6 says of one canary: its write, its read, and whether the read found it. */
  | { readonly kind: 'canaryWrite' | 'canaryRead'; readonly at: number; readonly request: RawRequest }
  | {
      readonly kind: 'canaryFresh'
      readonly at: number
      readonly n: number
      readonly delayMs: number
      readonly fresh: boolean
    }
  | { readonly kind: 'dropped'; readonly at: number; readonly count: number }
  /** k6 writes a row about its virtual users each second: time goes on, also where no answer comes. */
  | { readonly kind: 'clock'; readonly at: number }

/** A request, whoever sent it. */
type RawRequest = Omit<Sample, 'endpoint'>

interface Columns {
  readonly errorCode: number
  readonly name: number
  readonly status: number
  readonly extraTags: number
  readonly metadata: number
}

/**
 * Reads the output of `k6 run --out csv=-` with `K6_CSV_TIME_FORMAT=unix_micro`, line by line, header first.
 * The metrics of one request arrive as consecutive rows, stamped with its end: `http_req_duration` is followed by
 * `http_req_blocked`, and the two make a sample. Throws if the columns or the values are not k6's.
 */
export function createCsvParser(): (line: string) => CsvEvent | undefined {
  let columns: Columns | undefined
  let durationMs = 0
  return (line) => {
    if (columns === undefined) {
      columns = readHeader(line)
      return undefined
    }
    if (line.startsWith('http_req_duration,')) {
      durationMs = Number(line.split(',', 3)[2])
      return undefined
    }
    if (line.startsWith('http_req_blocked,')) return readRequest(line.split(','), columns, durationMs)
    if (line.startsWith('canary_fresh,')) return readFresh(line.split(','), columns)
    if (line.startsWith('vus,')) return { kind: 'clock', at: millisecondsOf(line.split(',', 2)[1]) }
    if (line.startsWith('dropped_iterations,')) {
      const [, at, count] = line.split(',', 3)
      return { kind: 'dropped', at: millisecondsOf(at), count: Number(count) }
    }
    return undefined
  }
}

function readHeader(line: string): Columns {
  const names = line.split(',')
  const column = (name: string) => {
    const index = names.indexOf(name)
    if (index < 0)
      throw new Error(
        `Cannot read k6's CSV: a column "${name}" is required, the header is "${line.slice(0, 200)}".`,
      )
    return index
  }
  return {
    errorCode: column('error_code'),
    name: column('name'),
    status: column('status'),
    extraTags: column('extra_tags'),
    metadata: column('metadata'),
  }
}

function readRequest(cells: readonly string[], columns: Columns, durationMs: number): CsvEvent {
  const request = readRaw(cells, columns, durationMs)
  const name = cells[columns.name]
  if (name === 'canaryWrite' || name === 'canaryRead') return { kind: name, at: request.endedAt, request }
  return { kind: 'sample', sample: { ...request, endpoint: readEndpoint(name) } }
}

/** Of a row whose value is 1 or 0, whose only other tag is the delay. */
function readFresh(cells: readonly string[], columns: Columns): CsvEvent {
  return {
    kind: 'canaryFresh',
    at: millisecondsOf(cells[1]),
    n: Number(cells[columns.metadata]?.slice('n='.length)),
    delayMs: Number(cells[columns.extraTags]?.slice('delay='.length)),
    fresh: Number(cells[2]) === 1,
  }
}

function readRaw(cells: readonly string[], columns: Columns, durationMs: number): RawRequest {
  const endedAt = millisecondsOf(cells[1])
  const latencyMs = durationMs + Number(cells[2])
  const n = Number(cells[columns.metadata]?.slice('n='.length))
  if (Number.isNaN(endedAt + latencyMs + n))
    throw new Error(
      `Cannot read k6's CSV: "${cells.join(',')}" lacks a number. Is K6_CSV_TIME_FORMAT=unix_micro set?`,
    )
  return {
    n,
    sentAt: endedAt - latencyMs,
    endedAt,
    latencyMs,
    durationMs,
    status: Number(cells[columns.status]),
    errorCode: Number(cells[columns.errorCode]),
  }
}

/** Of k6's microseconds: whole milliseconds would blur how late a request was sent. */
function millisecondsOf(timestamp: string | undefined): number {
  return Number(timestamp) / 1000
}

function readEndpoint(name: string | undefined): Endpoint {
  const endpoint = endpoints.find((known) => known === name)
  if (endpoint === undefined)
    throw new Error(`Cannot read k6's CSV: "${name}" is not one of the endpoints ${endpoints.join(', ')}.`)
  return endpoint
}
