import type { Order, Position } from '../../telemetry/read-events.ts'

/** PostgreSQL knows every such time: up to the year 33658. */
const form = /^([ad])(\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** A cursor for a client: it says nothing and promises nothing but to continue after `position`. */
export function historyCursor(order: Order, { at, eventId }: Position): string {
  return Buffer.from(`${order.slice(0, 1)}${at}.${eventId}`).toString('base64url')
}

/** The position that a cursor continues after; `undefined` where it is not one of ours, or of the other order. */
export function parseHistoryCursor(cursor: string, order: Order): Position | undefined {
  const [, direction, at, eventId] = form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (eventId === undefined || direction !== order.slice(0, 1)) return undefined
  return { at: Number(at), eventId }
}
