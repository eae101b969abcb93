import { type TProperties, type TSchema, Type } from 'typebox'
import {
  breach as breachSchema,
  invalidReason as invalidSchema,
  kind,
  summary as summarySchema,
} from '../../record/schema.ts'

export const text = Type.String()
export const texts = Type.Array(text)
export const list = Type.Array
export const { Optional: optional } = Type
export const by = (value: Parameters<typeof Type.Record>[1]) => Type.Record(Type.String(), value)

/** What is named once in the published schema, and referred to. */
export const definitions: Record<string, TSchema> = {}
export const defined = (name: string, schema: TSchema) => {
  definitions[name] = schema
  return Type.Ref(`#/$defs/${name}`)
}
export const described = (name: string, description: string, fields: TProperties) =>
  defined(name, Type.Object(fields, { description }))

export const breach = defined('breach', breachSchema)
export const invalidReason = defined('invalidReason', invalidSchema)
export const summary = defined('endpoint', summarySchema)

export const result = defined(
  'result',
  Type.Union([kind('pass'), kind('fail', { breach }), kind('invalid', { reason: invalidReason })]),
)

export const bounds = Type.Object({ held: optional(Type.Number()), failed: optional(Type.Number()) })
/** What a cell is named by. */
export const cellName = { architecture: text, workload: text }
