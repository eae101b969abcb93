import type { FastifyRequest } from 'fastify'
import { excerpt, type Fault, pointerTo } from '../telemetry/fault.ts'
import { type Problem, unprocessable } from './problem.ts'

/** One of Ajv's errors, as far as it is used here; `verbose` gives it the schema and the value. */
interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
  readonly parentSchema?: { readonly description?: string }
  readonly data?: unknown
}

/** What Ajv found, one entry a field. What is required is the schema's own description, where it has one. */
export function schemaFaults(errors: readonly unknown[]): readonly Fault[] {
  return (errors as readonly SchemaError[]).map(
    ({ keyword, instancePath, params, message, parentSchema, data }) => {
      switch (keyword) {
        case 'additionalProperties':
          return {
            pointer: instancePath + pointerTo(String(params.additionalProperty)),
            code: 'unknown_field',
            required: 'a known field',
          }
        case 'required':
          return {
            pointer: instancePath + pointerTo(String(params.missingProperty)),
            code: 'required',
            required: 'this field',
          }
        default: {
          const required = parentSchema?.description ?? message ?? 'another value'
          return { pointer: instancePath, code: `wrong_${keyword}`, required, sent: excerpt(data) }
        }
      }
    },
  )
}

/** What was found wrong with the query of a route that has `attachValidation`: its handler asks once it knows who is calling. */
export function invalidQuery({
  validationError,
}: Pick<FastifyRequest, 'validationError'>): Problem | undefined {
  const errors = validationError?.validation
  return errors === undefined ? undefined : unprocessable(schemaFaults(errors))
}
