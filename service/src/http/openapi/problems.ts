import { Type } from 'typebox'
import { maxBodyBytes } from '../limits.ts'
import {
  bodyTooLarge,
  deviceIdTaken,
  disabled,
  malformedDeviceId,
  malformedEventId,
  malformedJson,
  malformedUrl,
  noData,
  notAcceptable,
  notStored,
  type Problem,
  rateLimited,
  tooManyKeys,
  tooManyStreams,
  unauthorized,
  unavailable,
  unknownDevice,
  unknownKey,
  unprocessable,
  unsupportedMediaType,
  uriTooLong,
} from '../problem.ts'
import { withHeaders } from './headers.ts'
import { hasParameter, type PlacedOperation } from './operation.ts'
import { securityOf } from './security.ts'

/** One entry of a 422. */
const faultSchema = Type.Object({
  index: Type.Optional(Type.Integer({ description: 'Of a batch: the place of the event' })),
  pointer: Type.String({ description: 'JSON pointer to the field' }),
  code: Type.String({ description: 'What is wrong, for programs' }),
  required: Type.String({ description: 'What is required, for people' }),
  sent: Type.Optional(Type.Unknown({ description: 'What was sent, shortened' })),
})

/** The body of every answer that is a problem (RFC 9457). */
export const problemSchema = Type.Object({
  type: Type.String({ description: 'urn:telemark:problem: and the code' }),
  title: Type.String(),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  code: Type.String({ description: 'What happened, for programs' }),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(faultSchema)),
  limit: Type.Optional(
    Type.Object(
      {
        kind: Type.String({ description: 'device: of its events; streams: of those open with one key' }),
        events_per_second: Type.Optional(Type.Number()),
        burst: Type.Optional(Type.Number()),
        streams: Type.Optional(Type.Integer()),
      },
      { description: 'The limit that is reached, counted by each task for itself' },
    ),
  ),
})

interface DocumentedProblem {
  readonly problems: readonly Problem[]
  readonly when: (placed: PlacedOperation) => boolean
}

const hasBody = ({ operation }: PlacedOperation) => operation.requestBody !== undefined
const isOfDevice = ({ path }: PlacedOperation) => path.includes('{device_id}')
const needsKey = (placed: PlacedOperation) => securityOf(placed).length > 0
const hasInput = (placed: PlacedOperation) =>
  hasBody(placed) || hasParameter(placed.operation, 'query') || hasParameter(placed.operation, 'header')

function ofOperation(...ids: readonly string[]): DocumentedProblem['when'] {
  return ({ operation }) => ids.includes(operation.operationId)
}

/** Which problems an operation may answer with, told once for all of them. */
const documented: readonly DocumentedProblem[] = [
  { problems: [malformedJson], when: hasBody },
  { problems: [malformedDeviceId, malformedUrl, uriTooLong, unknownDevice, noData], when: isOfDevice },
  { problems: [unauthorized], when: needsKey },
  { problems: [disabled], when: (placed) => securityOf(placed).some((key) => 'deviceKey' in key) },
  {
    problems: [rateLimited({ eventsPerSecond: 1, burst: 1, waitMs: 1 })],
    when: ofOperation('postEvent', 'postBatch', 'postGatewayBatch'),
  },
  { problems: [unknownDevice], when: ofOperation('streamEvents', 'getReceived') },
  { problems: [tooManyStreams(1)], when: ofOperation('streamEvents') },
  { problems: [noData], when: ofOperation('getFleet') },
  { problems: [notStored, malformedEventId], when: ofOperation('getStoredEvent') },
  { problems: [notAcceptable([])], when: ofOperation('getHistory') },
  { problems: [deviceIdTaken], when: ofOperation('registerDevice') },
  { problems: [tooManyKeys], when: ofOperation('addKey') },
  { problems: [unknownKey], when: ofOperation('revokeKey') },
  { problems: [bodyTooLarge(maxBodyBytes)], when: hasBody },
  // Also where no body belongs: what has a type is looked at.
  {
    problems: [unsupportedMediaType],
    when: (placed) => hasBody(placed) || !['get', 'head'].includes(placed.method),
  },
  { problems: [unprocessable([])], when: hasInput },
  { problems: [unavailable('')], when: needsKey },
]

/** Answers of `placed` by status, each a reference to a shared response. */
export function problemResponses(placed: PlacedOperation): Record<string, unknown> {
  const statuses = documented
    .filter(({ when }) => when(placed))
    .flatMap(({ problems }) => problems)
    .map(({ status }) => status)
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]))
}

/** The responses that `problemResponses` refers to. */
export const problemComponents = Object.fromEntries(
  Map.groupBy(
    documented.flatMap(({ problems }) => problems),
    ({ status }) => status,
  )
    .entries()
    .map(([status, problems]) => [status, response(problems)]),
)

function response(problems: readonly Problem[]): unknown {
  const names = problems.flatMap(({ headers = {} }) => Object.keys(headers))
  return {
    description: [...new Set(problems.map(({ title }) => title))].join('; '),
    ...withHeaders(names),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
