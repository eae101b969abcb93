import { SpanKind, type Tracer } from '@opentelemetry/api'
import type { EventConsumer } from '../stores/kafka/event-consumer.ts'
import type { EventOrigins } from './event-origins.ts'
import { inSpan } from './in-span.ts'
import type { Tracing } from './tracing.ts'

const kinds = {
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const

/** The way of events from requests into batches. */
export function ingestSpans(
  tracer: Tracer,
  origins: EventOrigins,
): Pick<Tracing, 'request' | 'batch' | 'consume'> {
  return {
    request: (name, accept) => (events) =>
      inSpan(tracer, { name, attributes: countOf(events) }, () => {
        origins.remember(events)
        return accept(events)
      }),
    batch:
      ({ name, kind }, accept) =>
      (events) => {
        // Root: it is of many requests, and runs in the context of the one that happened to come first.
        const span = { name, kind: kinds[kind], root: true, links: origins.links(events) }
        return inSpan(tracer, { ...span, attributes: countOf(events) }, () => accept(events))
      },
    consume: (join) => async () => reading(await join(), origins),
  }
}

function reading(consumer: EventConsumer, origins: EventOrigins): EventConsumer {
  return {
    ...consumer,
    async next(max, signal) {
      const messages = await consumer.next(max, signal)
      if (messages !== undefined) for (const message of messages) origins.read(message)
      return messages
    },
  }
}

function countOf(events: readonly unknown[]) {
  return { 'messaging.batch.message_count': events.length }
}
