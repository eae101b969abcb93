import type { TestContext } from 'node:test'
import { eventually } from '../../support/eventually.ts'

/** A server-sent event. */
export interface SentEvent {
  readonly id: string
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

/** An open stream, as an `EventSource` reads it. */
export interface OpenStream {
  /** All that has come so far. */
  readonly events: readonly SentEvent[]
  /** Resolves when an event with this `event_id` has come. */
  seen(eventId: string): Promise<SentEvent>
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>
  close(): void
}

/** Opens a stream that is closed with the test; resolves when the server has answered. */
export async function openStream(
  t: Pick<TestContext, 'after'>,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<OpenStream> {
  const closing = new AbortController()
  t.after(() => closing.abort())
  const answer = await fetch(url, { headers, signal: closing.signal })
  if (answer.status !== 200 || answer.body === null)
    throw new Error(`The stream was answered with ${answer.status}: ${await answer.text()}`)
  const events: SentEvent[] = []
  const ended = read(answer.body, events).catch(() => undefined)
  return {
    events,
    ended,
    close: () => closing.abort(),
    seen: (eventId) =>
      eventually(async () => {
        const found = events.find(({ data }) => data.event_id === eventId)
        if (found === undefined) throw new Error(`${eventId} is not among ${events.length} events`)
        return found
      }),
  }
}

async function read(body: ReadableStream<Uint8Array>, events: SentEvent[]): Promise<void> {
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
      const data = field('data')
      if (data !== undefined)
        events.push({ id: field('id') ?? '', event: field('event') ?? 'message', data: JSON.parse(data) })
    }
  }
}
