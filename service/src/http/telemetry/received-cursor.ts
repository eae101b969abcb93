import type { Receipt } from '../../telemetry/read-events.ts'

/** PostgreSQL knows every such time: up to the year 33658. */
const form = /^r(\d{1,18})\.(\d{1,10})\.(\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** A cursor for a client: it says nothing and promises nothing but to continue after that event. */
export function receivedCursor({ receivedAt, device, eventTime, eventId }: Receipt): string {
  return Buffer.from(`r${receivedAt}.${device}.${eventTime}.${eventId}`).toString('base64url')
}

/** The place that a cursor continues after; `undefined` where it is not one of ours. */
export function parseReceivedCursor(cursor: string): Receipt | undefined {
  const [, receivedAt, device, eventTime, eventId] =
    form.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (eventId === undefined || Number(device) > 2_147_483_647) return undefined
  return { receivedAt: Number(receivedAt), device: Number(device), eventTime: Number(eventTime), eventId }
}
