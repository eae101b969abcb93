import { Type } from 'typebox'
import type { Fault } from '../telemetry/fault.ts'
import { malformed } from './malformed.ts'

const defaultLimit = 100

/** How many items a page has. Text, as every query parameter is. */
export const limitSchema = Type.String({
  pattern: '^([1-9][0-9]{0,2}|1000)$',
  description: 'an integer from 1 to 1000',
})

/** What a page says of the one behind it. */
export const cursorSchema = Type.String({ description: 'the next_cursor of another page' })

/** Where the next page begins. */
export const nextCursorSchema = Type.Union([Type.String(), Type.Null()], {
  description: 'The cursor of the next page; null on the last one',
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
  const faults = after === undefined ? [malformed('cursor', 'the next_cursor of another page', cursor)] : []
  return { limit: limit === undefined ? defaultLimit : Number(limit), after: after ?? 0, faults }
}

/** A cursor for a client: it says nothing and promises nothing but to continue after `device`. */
export function cursorAfter(device: number): string {
  return Buffer.from(`d${device}`).toString('base64url')
}

/** The device that a cursor continues after; `undefined` where it is not one of ours. */
function parseCursor(cursor: string): number | undefined {
  const match = /^d(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  const device = Number(match?.[1])
  return match !== null && device <= 2_147_483_647 ? device : undefined
}
