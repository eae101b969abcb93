import { Type } from 'typebox'
import { maxRateLimit } from '../../registry/rate-limiter.ts'
import { maxUnits } from '../../registry/registry.ts'
import { senmlUnits } from '../../registry/senml-units.ts'
import { timeSchema, uuidSchema } from '../../telemetry/event-schema.ts'

const aliasPattern = '^[^\\u0000-\\u001f\\ud800-\\udfff]{1,128}$'
const aliasDescription = '1 to 128 printable characters'

/** What an alias may be. */
export const aliasSchema = Type.String({ pattern: aliasPattern, description: aliasDescription })

/** An alias, or none. */
export const aliasOrNull = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  pattern: aliasPattern,
  description: `${aliasDescription}, or null for none`,
})

const unitSymbol = {
  enum: senmlUnits,
  description: 'a SenML symbol of a unit (RFC 8428), such as Cel, %RH or m',
}

/** The unit of each measurement, by its name. */
export const unitsSchema = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  maxProperties: maxUnits,
  additionalProperties: unitSymbol,
  description: `an object with at most ${maxUnits} names of measurements`,
})

/** Units that change: `null` takes one away, or all. */
export const unitsPatchSchema = Type.Unsafe<Readonly<Record<string, string | null>> | null>({
  type: ['object', 'null'],
  additionalProperties: {
    enum: [...senmlUnits, null],
    description: `${unitSymbol.description}, or null for none`,
  },
  description: 'an object with names of measurements, or null for none',
})

/** How many events the device may send a second. */
export const rateLimitSchema = Type.Unsafe<number | null>({
  type: ['integer', 'null'],
  minimum: 0,
  maximum: maxRateLimit,
  description: `an integer from 0 (no limit) to ${maxRateLimit} events a second, or null for the limit of the service`,
})

const keySchema = Type.Object({
  key_id: uuidSchema,
  created_at: timeSchema,
})

/** A device as it is listed. */
export const deviceSchema = Type.Object({
  device_id: uuidSchema,
  alias: aliasOrNull,
  enabled: Type.Boolean(),
  units: unitsSchema,
  rate_limit: rateLimitSchema,
  created_at: timeSchema,
})

/** A device with its keys, which are never shown themselves. */
export const deviceDetailsSchema = Type.Object({ ...deviceSchema.properties, keys: Type.Array(keySchema) })

/** A new key, shown this once. */
export const newKeySchema = Type.Object({ ...keySchema.properties, api_key: Type.String() })
