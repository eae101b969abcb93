import { Type } from 'typebox'
import type { PlacedOperation } from './operation.ts'

const header = (description: string, schema: unknown = Type.String()) => ({ description, schema })

/** Every header of an answer that a client may want to read, by its name in lower case. */
export const headerComponents = {
  'telemetry-ack': header(
    'What the answer promises: the events are stored, or in the queue on every replica',
    Type.Union([Type.Literal('committed'), Type.Literal('enqueued')]),
  ),
  etag: header('Names the latest event; send it back as If-None-Match'),
  'x-cache': header(
    'What the cache did; left out where there is none',
    Type.Union([Type.Literal('hit'), Type.Literal('miss'), Type.Literal('bypass')]),
  ),
  'retry-after': header(
    'Seconds after which the same request may be sent again',
    Type.String({ pattern: '^[0-9]+$' }),
  ),
  'www-authenticate': header('How a key is sent'),
  'accept-encoding': header('The content encodings that are taken'),
}

type HeaderName = keyof typeof headerComponents

/** The headers of an operation's successful answers; those of problems come from the problems. */
const answerHeaders: Readonly<Record<string, readonly HeaderName[]>> = {
  postEvent: ['telemetry-ack'],
  postBatch: ['telemetry-ack'],
  postGatewayBatch: ['telemetry-ack'],
  getLatest: ['etag', 'x-cache'],
  getFleet: ['etag', 'x-cache'],
}

/** Adds what is known of the headers to the successful answers of `placed`. */
export function headersOfAnswers({ operation }: PlacedOperation): Record<string, unknown> {
  const headers = withHeaders(answerHeaders[operation.operationId] ?? [])
  return Object.fromEntries(
    Object.entries(operation.responses).map(([status, answer]) => [
      status,
      { ...described(answer as Answer, operation), ...headers },
    ]),
  )
}

interface Answer {
  readonly description: string
}

/** Where a schema does not say what it describes, it is what the operation does. */
function described(answer: Answer, { summary = '' }: PlacedOperation['operation']): Answer {
  return answer.description === 'Default Response' ? { ...answer, description: summary } : answer
}

/** The member of a response that holds its headers; none where there are none. */
export function withHeaders(names: readonly string[]): { headers?: Record<string, unknown> } {
  if (names.length === 0) return {}
  return {
    headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  }
}
