import type { Fault } from '../telemetry/fault.ts'
import { limitOf } from './page.ts'
import { parseParameter } from './parse-parameter.ts'

/** A page of what there is once a device, in the order of registration. */
export interface DevicePage {
  readonly limit: number
  /** Only devices with a number above this. */
  readonly after: number
}

/** `limit` and `cursor` of a query, understood. What is wrong goes into `faults`. */
export function parseDevicePage(
  { limit, cursor }: { readonly limit?: string; readonly cursor?: string },
  faults: Fault[],
): DevicePage {
  const after = parseParameter(
    { name: 'cursor', sent: cursor, parse: parseDeviceCursor, required: 'the next_cursor of another page' },
    faults,
  )
  return { limit: limitOf(limit), after: after ?? 0 }
}

/** A cursor for a client: it says nothing and promises nothing but to continue after `device`. */
export function deviceCursor(device: number): string {
  return Buffer.from(`d${device}`).toString('base64url')
}

/** The device that a cursor continues after; `undefined` where it is not one of ours. */
function parseDeviceCursor(cursor: string): number | undefined {
  const match = /^d(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  const device = Number(match?.[1])
  return match !== null && device <= 2_147_483_647 ? device : undefined
}
