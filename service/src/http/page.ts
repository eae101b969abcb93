import { Type } from 'typebox'
import { excerpt, type Fault } from '../telemetry/fault.ts'
import { parseCursor } from './reply.ts'

const defaultLimit = 100

/** How many items a page has. Text, as every query parameter is. */
export const limitSchema = Type.String({
  pattern: '^([1-9][0-9]{0,2}|1000)$',
  description: 'an integer from 1 to 1000',
})

export interface Page {
  readonly limit: number
  /** Items of devices with a number above this. */
  readonly after: number
  readonly faults: readonly Fault[]
}

/** `limit` and `cursor`, understood. */
export function parsePage({ limit, cursor }: { readonly limit?: string; readonly cursor?: string }): Page {
  const after = cursor === undefined ? 0 : parseCursor(cursor)
  const faults =
    after === undefined
      ? [
          {
            pointer: '/cursor',
            code: 'malformed',
            required: 'the next_cursor of another page',
            sent: excerpt(cursor),
          },
        ]
      : []
  return { limit: limit === undefined ? defaultLimit : Number(limit), after: after ?? 0, faults }
}
