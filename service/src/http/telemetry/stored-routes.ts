import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import { Type } from 'typebox'
import type { Api } from '../api.ts'
import { aggregateSchema } from './aggregate-query.ts'
import type { DeviceRoute } from './device-route.ts'
import { aggregateAnswerSchema, countSchema, eventSchema, historyPageSchema } from './event-schemas.ts'
import { type AggregateRoute, getAggregate } from './get-aggregate.ts'
import { getDeviceCount } from './get-device-count.ts'
import { getHistory, type HistoryRoute } from './get-history.ts'
import { getReceived, type ReceivedRoute, receivedSchema } from './get-received.ts'
import { getStoredEvent, type StoredEventRoute, storedEventSchema } from './get-stored-event.ts'
import { historySchema } from './history-query.ts'

const device_id = Type.String({ description: 'a UUID' })
const device = Type.Object({ device_id })
const tags = ['telemetry']
const text = Type.String()

/** Reads of stored events. Handlers look at what was found wrong with a query once they know who is asking. */
export function storedRoutes(app: FastifyInstance, api: Api): void {
  app.get<HistoryRoute>('/api/telemetry/:device_id', history, getHistory(api))
  app.get<AggregateRoute>('/api/telemetry/:device_id/aggregate', aggregate, getAggregate(api))
  app.get<StoredEventRoute>('/api/telemetry/:device_id/events/:event_id', event, getStoredEvent(api))
  const received = { schema: receivedSchema, attachValidation: true }
  app.get<ReceivedRoute>('/api/telemetry/received', received, getReceived(api))
  app.get<DeviceRoute>('/api/telemetry/count/:device_id', count, getDeviceCount(api))
}

const history: RouteShorthandOptions = {
  attachValidation: true,
  // Fastify would read the whole range for a HEAD, and drop it.
  exposeHeadRoute: false,
  schema: {
    operationId: 'getHistory',
    tags,
    summary: 'The stored events of a device: a page of JSON, or the whole range as NDJSON or CSV by Accept',
    params: device,
    querystring: historySchema,
    response: {
      200: {
        description: 'Events. Where a stream fails the connection is cut: a body that ends is whole.',
        content: {
          'application/json': { schema: historyPageSchema },
          'application/x-ndjson': { schema: text },
          'text/csv': { schema: text },
        },
      },
    },
  },
}

const aggregate: RouteShorthandOptions = {
  attachValidation: true,
  schema: {
    operationId: 'getAggregate',
    tags,
    summary:
      'Figures of the measurements of a device, a bucket of time each; buckets without events are left out',
    params: device,
    querystring: aggregateSchema,
    response: { 200: aggregateAnswerSchema },
  },
}

const event: RouteShorthandOptions = {
  attachValidation: true,
  schema: {
    operationId: 'getStoredEvent',
    tags,
    summary: 'One event, if it is stored; an event that is enqueued only is not stored yet',
    params: Type.Object({ device_id, event_id: Type.String({ description: 'a UUID' }) }),
    querystring: storedEventSchema,
    response: { 200: eventSchema },
  },
}

const count: RouteShorthandOptions = {
  schema: {
    operationId: 'countDeviceEvents',
    tags,
    summary: 'How many events of a device are stored',
    params: device,
    response: { 200: countSchema },
  },
}
