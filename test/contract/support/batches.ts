import { gzipSync } from 'node:zlib'
import { uuidv7 } from './event-ids.ts'

const typesOf = { json: 'application/json', ndjson: 'application/x-ndjson' }

/** How a batch may be sent. */
export const forms = [
  { type: 'json', gzip: false },
  { type: 'json', gzip: true },
  { type: 'ndjson', gzip: false },
  { type: 'ndjson', gzip: true },
] as const

export type Form = (typeof forms)[number]

/** `events` as a request in one of the forms; an event that is text stands there as it is. */
export function batchOf(events: readonly unknown[], { type, gzip }: Form = forms[0]) {
  const texts = events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event)))
  const body = type === 'json' ? `{"events":[${texts.join(',')}]}` : texts.join('\n')
  return rawBatch(gzip ? gzipSync(body) : body, { type, gzip })
}

/** `body` as a request that says that it is in this form. */
export function rawBatch(body: string | Uint8Array, { type, gzip }: Form = forms[0]) {
  const headers = { 'content-type': typesOf[type], ...(gzip ? { 'content-encoding': 'gzip' } : {}) }
  return { method: 'POST', raw: typeof body === 'string' ? body : Uint8Array.from(body), headers }
}

/** Events with identities of their own, a millisecond apart, the last one of now. */
export function someEvents(count: number) {
  const now = Date.now()
  return Array.from({ length: count }, (_, n) => ({
    event_id: uuidv7(now - count + 1 + n),
    measurements: { number: n },
  }))
}
