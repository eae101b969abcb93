import fc from 'fast-check'
import type { Schema } from '../support/contract.ts'
import { eventIdNow, timeNow } from './moments.ts'

/** What a pattern alone would nearly never hit: an id and a time that the service still takes. */
const byName: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  event_id: eventIdNow,
  event_time: timeNow,
  device_time: timeNow,
}

/** JSON values that `schema` takes, or nearly: what combines several fields is left to chance. */
export function jsonOf(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return fc.oneof(...choices.map(jsonOf))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return objectOf(schema)
    case 'array':
      return fc.array(jsonOf(asSchema(schema.items)), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: 4,
      })
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: Number(schema.minimum ?? -1000), max: Number(schema.maximum ?? 1000) })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

/** A text that `schema` takes, as it stands in a path or a query. */
export function textOf(schema: Schema): fc.Arbitrary<string> {
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern, 'u'))
  return fc.string({
    minLength: Number(schema.minLength ?? 0),
    maxLength: Math.min(40, Number(schema.maxLength ?? 40)),
  })
}

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>).filter(
    ([, one]) => !('not' in one),
  )
  const required = (schema.required ?? []) as readonly string[]
  const known = fc.record(
    Object.fromEntries(properties.map(([name, one]) => [name, byName[name] ?? jsonOf(one)])),
    { requiredKeys: [...required] },
  )
  const free = freeMembers(schema)
  return free === undefined ? known : fc.tuple(free, known).map(([more, named]) => ({ ...more, ...named }))
}

/** Members whose names the schema leaves open. */
function freeMembers(schema: Schema): fc.Arbitrary<Record<string, unknown>> | undefined {
  const form = asSchema(schema.propertyNames).pattern
  const value = schema.additionalProperties
  if (typeof form !== 'string' || typeof value !== 'object') return undefined
  const name = fc.stringMatching(new RegExp(form, 'u'))
  return fc.dictionary(name, jsonOf(asSchema(value)), { minKeys: 1, maxKeys: 6, noNullPrototype: true })
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {}
}
