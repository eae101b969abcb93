import { isUtf8 } from 'node:buffer'
import type { Callers } from '../support/callers.ts'
import { isValid, type Operation, type Parameter } from '../support/contract.ts'
import { type Call, headerOf } from '../support/fuzz-case.ts'

/** Why the contract does not allow a success for `call`; `undefined` where it does. */
export function refusal(operation: Operation, call: Call, callers: Callers): string | undefined {
  if (!isOpened(operation, call, callers)) return 'nobody with these credentials may'
  const { parameters = [], requestBody } = operation
  const inPath = Object.entries(call.path).map(([name, value]) => [name, decoded(value)] as const)
  if (!areTaken(parameters.filter(isIn('path')), inPath)) return 'the path does not match its schema'
  const inQuery = [...new URLSearchParams(call.query)]
  const query = parameters.filter(isIn('query'))
  if (query.length > 0 && !areTaken(query, inQuery)) return 'the query does not match its schema'
  // A batch is taken whatever is wrong with some of its events: they are rejected alone.
  if (requestBody === undefined || operation.operationId.endsWith('Batch')) return undefined
  return bodyRefusal(requestBody.content, call)
}

function isIn(where: Parameter['in']) {
  return (parameter: Parameter) => parameter.in === where
}

function isOpened({ security }: Operation, call: Call, { operatorKey, deviceOf }: Callers): boolean {
  if (security.length === 0) return true
  const device = deviceOf(call.operationId)
  const has = (name: string, value: string) =>
    call.headers.some(
      ([one, sent]) => one.toLowerCase() === name && sent.toLowerCase() === value.toLowerCase(),
    )
  const isOwn = (call.path.device_id ?? device.id).toLowerCase() === device.id
  return security.some((one) =>
    'deviceKey' in one
      ? has('x-api-key', device.key) && isOwn
      : has('authorization', `Bearer ${operatorKey}`),
  )
}

/** Each known, at most once, and as its schema says; none is missing. */
function areTaken(
  parameters: readonly Parameter[],
  sent: readonly (readonly [string, string | undefined])[],
): boolean {
  const names = sent.map(([name]) => name)
  return (
    new Set(names).size === names.length &&
    parameters.every(({ name, required }) => !required || names.includes(name)) &&
    sent.every(([name, value]) => {
      const schema = parameters.find((one) => one.name === name)?.schema
      return schema !== undefined && isValid(schema, value)
    })
  )
}

type Contents = Readonly<Record<string, { readonly schema: Readonly<Record<string, unknown>> }>>

function bodyRefusal(contents: Contents, call: Call): string | undefined {
  // Node keeps the first of several.
  const type = call.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const media = (type.split(';', 1)[0] ?? '').trim().toLowerCase()
  const content = contents[media]
  if (content === undefined) return `${type} is no content type of it`
  // What is compressed or one document a line is left to the tests of batches.
  const coding = headerOf(call, 'content-encoding')?.toLowerCase() ?? 'identity'
  if (coding !== 'identity' || media !== 'application/json') return undefined
  return isTakenJson(content.schema, call.body ?? Buffer.alloc(0))
    ? undefined
    : 'the body does not match its schema'
}

function isTakenJson(schema: Readonly<Record<string, unknown>>, body: Buffer): boolean {
  if (!isUtf8(body)) return false
  try {
    return isValid(schema, JSON.parse(body.toString()))
  } catch {
    return false
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
