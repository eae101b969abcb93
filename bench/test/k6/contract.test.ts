import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import { type ApiRequest, fleet, latest, write } from '../../k6/api.ts'

interface Operation {
  readonly parameters?: readonly { in: 'path' | 'query' | 'header'; name: string; schema: AnySchema }[]
  readonly requestBody?: { content: Readonly<Record<string, { schema: AnySchema }>> }
  readonly security: readonly Readonly<Record<string, unknown>>[]
}

const document = JSON.parse(await readFile(new URL('../../../service/openapi.json', import.meta.url), 'utf8'))
const ajv = new Ajv2020({ strict: false })

const caller = {
  baseUrl: 'http://127.0.0.1:8080',
  device: { deviceId: '019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11', apiKey: 'key' },
  operatorKey: 'operator',
}

/** The operation that `url` calls, and what stands for its path's parameters. */
function operationOf({ method, url }: ApiRequest): { operation: Operation; inPath: Record<string, string> } {
  const { pathname } = new URL(url)
  // A path without parameters comes before one with them (OpenAPI 3.1).
  const paths = Object.keys(document.paths).sort((a, b) => a.split('{').length - b.split('{').length)
  for (const path of paths) {
    const form = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const match = form.exec(pathname)
    const operation = document.paths[path][method.toLowerCase()]
    if (match !== null && operation !== undefined) return { operation, inPath: { ...match.groups } }
  }
  return assert.fail(`No operation of service/openapi.json is ${method} ${pathname}`)
}

function assertKeeps(schema: AnySchema, value: unknown): void {
  assert.ok(ajv.validate(schema, value), `${JSON.stringify(value)}: ${ajv.errorsText()}`)
}

function assertInContract(request: ApiRequest): void {
  const { operation, inPath } = operationOf(request)
  const { parameters = [], requestBody, security } = operation
  const sent = Object.fromEntries(new URL(request.url).searchParams)
  const known = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
  for (const name of Object.keys(sent)) assert.ok(known.includes(name), `${name} is no parameter`)
  for (const { in: where, name, schema } of parameters) {
    const value = where === 'path' ? inPath[name] : sent[name]
    if (value !== undefined) assertKeeps(schema, value)
  }
  const key = request.headers['X-API-Key'] === undefined ? 'operatorKey' : 'deviceKey'
  assert.ok(
    security.some((one) => key in one),
    `${key} does not open it`,
  )
  assert.equal(request.body !== null, requestBody !== undefined)
  if (requestBody === undefined) return
  const content = requestBody.content[String(request.headers['Content-Type'])]
  assert.ok(content !== undefined, 'The content type is not in the contract')
  assertKeeps(content.schema, JSON.parse(String(request.body)))
}

test('what k6 sends is in the contract of the service', () => {
  for (let n = 0; n < 100; n += 1) assertInContract(write(caller, { run: 3, n, timeMs: 1_795_465_536_011 }))
  assertInContract(latest(caller))
  assertInContract(fleet(caller))
})
