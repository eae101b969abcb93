import type { FastifyInstance } from 'fastify'
import type { EventConsumer } from '../stores/kafka/event-consumer.ts'
import type { MessageHeaders } from '../stores/kafka/producer.ts'
import type { Database } from '../stores/postgres/database.ts'
import type { Accept } from '../telemetry/outcome.ts'

/** How spans are sent. */
export const tracingProtocols = ['http/protobuf', 'http/json'] as const
export type TracingProtocol = (typeof tracingProtocols)[number]

/** What one call for the events of many requests is in a trace. */
export interface BatchSpan {
  readonly name: string
  readonly kind: 'internal' | 'producer' | 'consumer'
}

/**
 * Takes hold of the parts where they are composed. One request -> what it waits for -> (a link) the batch that its event went with ->
 * the statement.
 */
export interface Tracing extends AsyncDisposable {
  /** A span for each request to the API; probes and streams have none. Call it before the server listens. */
  serve(app: FastifyInstance): void
  /** A span for what a request waits for, named `name`; its events remember it. */
  request(name: string, accept: Accept): Accept
  /** A trace of its own for each call, which links to the requests of its events. */
  batch(span: BatchSpan, accept: Accept): Accept
  /** What a message has to carry so that whoever consumes it can link to the request; `undefined`: messages carry nothing. */
  readonly headersOf: MessageHeaders | undefined
  /** The consumer, reading what messages carry. */
  consume(join: () => Promise<EventConsumer>): () => Promise<EventConsumer>
  /** A span for each statement inside of another span. */
  database(database: Database): Database
}
