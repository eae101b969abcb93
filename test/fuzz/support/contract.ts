import { readFileSync } from 'node:fs'
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js'

/** A JSON Schema, as far as values are generated from it. */
export type Schema = Readonly<Record<string, unknown>>

interface Content {
  readonly schema: Schema
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly schema: Schema
}

/** An operation of the contract. */
export interface Operation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> }
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, Answered>>
}

interface Answered {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, Content>>
}

const document = JSON.parse(readFileSync(new URL('../../../service/openapi.json', import.meta.url), 'utf8'))
const ajv = new Ajv2020({ strict: false, strictNumbers: true })
const compiled = new Map<unknown, ValidateFunction>()

/** Every operation of `service/openapi.json`. */
export const operations: readonly Operation[] = Object.entries(
  document.paths as Record<string, Record<string, object>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, operation]) => ({ ...operation, path, method: method.toUpperCase() }) as Operation,
  ),
)

export const problemSchema: Schema = document.components.schemas.Problem

export function operationOf(operationId: string): Operation {
  const found = operations.find((operation) => operation.operationId === operationId)
  if (found === undefined) throw new RangeError(`${operationId} is no operation of service/openapi.json`)
  return found
}

export function isValid(schema: Schema, value: unknown): boolean {
  let validate = compiled.get(schema)
  if (validate === undefined) {
    validate = ajv.compile(schema as AnySchema)
    compiled.set(schema, validate)
  }
  return validate(value)
}

/** The schema of an answer with JSON; `undefined` where it has none. */
export function answerSchema({ responses }: Operation, status: number): Schema | undefined {
  return responses[status]?.content?.['application/json']?.schema
}
