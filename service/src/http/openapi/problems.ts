import { Type } from 'typebox'
import {
  bodyTooLarge,
  deviceIdTaken,
  malformedDeviceId,
  malformedJson,
  malformedUrl,
  noData,
  type Problem,
  unauthorized,
  unavailable,
  unknownDevice,
  unprocessable,
  unsupportedMediaType,
  uriTooLong,
} from '../problem.ts'
import { withHeaders } from './headers.ts'
import { hasParameter, type PlacedOperation } from './operation.ts'
import { securityOf } from './security.ts'

/** One entry of a 422. */
const faultSchema = Type.Object({
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

/** Which problems an operation may answer with, told once for all of them. */
const documented: readonly DocumentedProblem[] = [
  { problems: [malformedJson], when: hasBody },
  { problems: [malformedDeviceId, malformedUrl, uriTooLong, unknownDevice, noData], when: isOfDevice },
  { problems: [unauthorized], when: needsKey },
  { problems: [noData], when: ({ operation }) => operation.operationId === 'getFleet' },
  { problems: [deviceIdTaken], when: ({ operation }) => operation.operationId === 'registerDevice' },
  { problems: [bodyTooLarge, unsupportedMediaType], when: hasBody },
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
