import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { Semaphore } from '../../concurrency/semaphore.ts'
import type { HistoryPage, HistoryQuery, ReadEvents } from '../../telemetry/read-events.ts'
import type { HistoryFormat } from './history-format.ts'

/** Some 300 kB. More at a time is no faster: what a page costs beside its events is 0.3 ms. */
const pageEvents = 1000

export interface HistoryStreamParts {
  readonly read: ReadEvents['history']
  readonly streams: Semaphore
  readonly format: HistoryFormat
}

/**
 * The whole of `query` as text, page by page: one more is read while one is sent, and no more are while the reader does not read. No
 * connection is held between pages. Resolves once there is something to send; rejects with what kept the first page from being read.
 */
export async function streamHistory(query: HistoryQuery, parts: HistoryStreamParts): Promise<Readable> {
  const stream = Readable.from(chunks(query, parts))
  await once(stream, 'readable')
  return stream
}

/** In bytes: a socket takes four times as long for a text, and three times the memory. */
async function* chunks(
  query: HistoryQuery,
  { read, streams, format }: HistoryStreamParts,
): AsyncGenerator<Buffer> {
  using _permit = streams.acquire()
  let header = format.header(query.keys)
  for await (const { events } of pages(query, read)) {
    yield Buffer.from(header + format.lines(events, query.keys))
    header = ''
  }
}

/** Pages one after another. The next is asked for before this one is used: PostgreSQL works while text is made and sent. */
async function* pages(query: HistoryQuery, read: ReadEvents['history']): AsyncGenerator<HistoryPage> {
  let left = query.limit
  let coming: Promise<HistoryPage> | undefined = read({ ...query, limit: Math.min(left, pageEvents) })
  while (coming !== undefined) {
    const page: HistoryPage = await coming
    left -= page.events.length
    coming = following(query, left, page, read)
    yield page
  }
}

function following(
  query: HistoryQuery,
  left: number,
  { next }: HistoryPage,
  read: ReadEvents['history'],
): Promise<HistoryPage> | undefined {
  if (next === undefined || left === 0) return undefined
  const page = read({ ...query, after: next, limit: Math.min(left, pageEvents) })
  // It is awaited later, or never where the reader has left.
  page.catch(() => undefined)
  return page
}
