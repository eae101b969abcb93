import {
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import type { ConsumedMessage } from '../stores/kafka/event-consumer.ts'
import type { MessageHeaders } from '../stores/kafka/producer.ts'
import { textHeaders } from '../stores/kafka/text-headers.ts'
import type { TelemetryEvent } from '../telemetry/event.ts'

/** Which span each event comes from: beside the events, which know nothing of traces, and only as long as they live. */
export interface EventOrigins {
  /** The active span is the origin of `events`, if it is sampled. */
  remember(events: readonly TelemetryEvent[]): void
  /** So is the span that `message` carries. */
  read(message: ConsumedMessage): void
  /** One link for each origin of `events`. */
  links(events: readonly TelemetryEvent[]): Link[]
  /** The origin of an event as a message carries it (W3C Trace Context). */
  readonly headersOf: MessageHeaders
}

export function eventOrigins(): EventOrigins {
  const origins = new WeakMap<TelemetryEvent, SpanContext>()

  return {
    remember(events) {
      const origin = trace.getSpanContext(context.active())
      if (origin === undefined || (origin.traceFlags & TraceFlags.SAMPLED) === 0) return
      for (const event of events) origins.set(event, origin)
    },
    read({ headers, value }) {
      if (headers.size === 0 || value.event instanceof Error) return
      const origin = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, textHeaders(headers)))
      if (origin !== undefined) origins.set(value.event, origin)
    },
    links(events) {
      const distinct = new Set(events.map((event) => origins.get(event)))
      return [...distinct].flatMap((origin) => (origin === undefined ? [] : [{ context: origin }]))
    },
    headersOf(event) {
      const origin = origins.get(event)
      if (origin === undefined) return undefined
      const carrier: Record<string, string> = {}
      propagation.inject(trace.setSpanContext(ROOT_CONTEXT, origin), carrier)
      return carrier
    },
  }
}
