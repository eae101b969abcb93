import fc from 'fast-check'
import type { Callers } from '../support/callers.ts'
import type { Operation, Parameter } from '../support/contract.ts'
import type { Call, Header } from '../support/fuzz-case.ts'
import { type Body, bodiesOf } from './bodies.ts'
import { hostileHeader, hostileText } from './hostile.ts'
import { textOf } from './json-text.ts'
import { resumeIds } from './resume-ids.ts'

/** A call and what is odd about it. */
export interface OddCall {
  readonly what: string
  readonly call: Call
}

/** Well-formed requests of `operation`, by whomever and with whatever in them. */
export function callsOf(
  operation: Operation,
  callers: Callers,
  device = callers.deviceOf(operation.operationId),
): fc.Arbitrary<OddCall> {
  const { operationId, method, parameters = [], requestBody } = operation
  const [schema] = Object.values(requestBody?.content ?? {}).map((content) => content.schema)
  return fc
    .record({
      path: fc.record(
        Object.fromEntries(
          parameters
            .filter(isIn('path'))
            .map((one) => [one.name, one.name === 'device_id' ? deviceId(device.id) : pathText(one)]),
        ),
      ),
      query: queryOf(parameters.filter(isIn('query')), callers),
      credentials: credentialsOf(operation, callers, device.key),
      extra: extraHeaders(parameters.filter(isIn('header')), callers),
      body: schema === undefined ? strayBody : bodiesOf(schema),
    })
    .map(({ path, query, credentials, extra, body }) => ({
      what: body?.what ?? `query ${query.slice(0, 80)}`,
      call: {
        operationId,
        method,
        path,
        query,
        headers: [...credentials, ...extra, ...(body?.headers ?? [])],
        body: body?.bytes,
      },
    }))
}

function isIn(where: Parameter['in']) {
  return (parameter: Parameter) => parameter.in === where
}

function deviceId(own: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant(own) },
    fc.constant(own.toUpperCase()),
    fc.uuid(),
    hostileText.map(encodeLoosely),
  )
}

function pathText({ schema }: Parameter): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: textOf(schema).map(encodeURIComponentSafely) },
    hostileText.map(encodeLoosely),
  )
}

/** Each parameter not at all, once or twice; right, or anything; and sometimes one that nobody knows. */
function queryOf(parameters: readonly Parameter[], callers: Callers): fc.Arbitrary<string> {
  const known = parameters.map(({ name, schema }) => {
    const right = name === 'last_event_id' ? resumeIds(callers.streamedId) : textOf(schema)
    const value = fc.oneof({ weight: 2, arbitrary: right }, hostileText).map(encodeURIComponentSafely)
    const once = value.map((one) => [`${name}=${one}`])
    const twice = fc.tuple(value, value).map((two) => two.map((one) => `${name}=${one}`))
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant<string[]>([]) },
      { weight: 6, arbitrary: once },
      twice,
    )
  })
  const odd = fc.oneof(
    { weight: 30, arbitrary: fc.constant<string[]>([]) },
    hostileText.map((text) => [encodeLoosely(text)]),
    fc.constantFrom(
      ['__proto__=1'],
      ['constructor[prototype]=1'],
      ['a=1', 'a=2'],
      ['=', '&', '%'],
      ['%00=%ff'],
      ['a'.repeat(5000)],
      ['limit[]=1'],
    ),
  )
  return fc.tuple(odd, ...known).map((parts) => parts.flat().join('&'))
}

function credentialsOf(
  { security }: Operation,
  { operatorKey }: Callers,
  key: string,
): fc.Arbitrary<readonly Header[]> {
  const asDevice: Header = ['x-api-key', key]
  const asOperator: Header = ['authorization', `Bearer ${operatorKey}`]
  const right = security.map((one): Header[] => ['deviceKey' in one ? asDevice : asOperator])
  const wrong = fc.oneof(
    fc.constantFrom<readonly Header[]>(
      [],
      [asDevice],
      [asOperator],
      [asDevice, asOperator],
      [asDevice, asDevice],
      [asOperator, asOperator],
    ),
    fc
      .tuple(fc.constantFrom('x-api-key', 'authorization'), hostileHeader)
      .map(([name, value]): Header[] => [[name, value]]),
    hostileHeader.map((value): Header[] => [['authorization', `Bearer ${value}`]]),
  )
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<readonly Header[]>(...(right.length === 0 ? [[]] : right)) },
    { weight: 3, arbitrary: wrong },
  )
}

function extraHeaders(
  parameters: readonly Parameter[],
  { streamedId }: Callers,
): fc.Arbitrary<readonly Header[]> {
  const names = [
    'accept',
    'accept-encoding',
    'if-none-match',
    'last-event-id',
    'x-request-id',
    'traceparent',
    'range',
    'cookie',
    'x-forwarded-for',
  ]
  const name = fc.constantFrom(...names, ...parameters.map((one) => one.name))
  const hostile = fc.tuple(name, hostileHeader).map(([one, value]): Header => [one, value])
  const resuming = resumeIds(streamedId).map((id): Header => ['last-event-id', id])
  const header = fc.oneof({ weight: 4, arbitrary: hostile }, resuming)
  return fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(header, { maxLength: 4 }))
}

/** A body where none belongs. */
const strayBody: fc.Arbitrary<Body | undefined> = fc.oneof(
  { weight: 10, arbitrary: fc.constant(undefined) },
  fc.constantFrom<Body>(
    {
      what: 'a body where none belongs',
      headers: [['content-type', 'application/json']],
      bytes: Buffer.from('{'),
    },
    {
      what: 'a body of an unknown type where none belongs',
      headers: [['content-type', 'a/b']],
      bytes: Buffer.from('x'),
    },
    {
      what: 'a body without a type where none belongs',
      headers: [],
      bytes: Buffer.from('x'.repeat(100_000)),
    },
  ),
)

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** Percent-encoded only where it would not be one target any more: a `%`, a slash or a `é` stay as they are. */
function encodeLoosely(text: string): string {
  return text.toWellFormed().replaceAll(/[\s?#&\0]/g, encodeURIComponent)
}
