import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import type { DeviceRoute } from '../device-route.ts'
import { readByHandler } from '../documented.ts'
import { takeRawJson } from '../json-body.ts'
import { type AggregateRoute, aggregateRouteSchema, getAggregate } from './get-aggregate.ts'
import { countRouteSchema, getCount } from './get-count.ts'
import { deviceCountRouteSchema, getDeviceCount } from './get-device-count.ts'
import { fleetRouteSchema, getFleet } from './get-fleet.ts'
import { getHistory, type HistoryRoute, historyRouteSchema } from './get-history.ts'
import { getLatest, latestRouteSchema } from './get-latest.ts'
import { getReceived, type ReceivedRoute, receivedRouteSchema } from './get-received.ts'
import { getStoredEvent, type StoredEventRoute, storedEventRouteSchema } from './get-stored-event.ts'
import { getStream, streamSchema } from './get-stream.ts'
import { eventRouteSchema, postEvent } from './post-event.ts'

/** Events in; latest, history, figures, streams and counts out. */
export function telemetryRoutes(app: FastifyInstance, api: Api): void {
  takeRawJson(app)
  const event = { schema: eventRouteSchema, validatorCompiler: readByHandler }
  app.post('/api/telemetry/:device_id', event, postEvent(api))
  const latest = { schema: latestRouteSchema, validatorCompiler: readByHandler }
  app.get('/api/telemetry/latest/:device_id', latest, getLatest(api))
  const count = { schema: countRouteSchema, preValidation: operatorOnly(api.authenticator) }
  app.get('/api/telemetry/count', count, getCount(api))
  const deviceCount = { schema: deviceCountRouteSchema, validatorCompiler: readByHandler }
  app.get<DeviceRoute>('/api/telemetry/count/:device_id', deviceCount, getDeviceCount(api))
  queryRoutes(app, api)
}

/** Handlers look at what was found wrong with a query once they know who is asking. */
function queryRoutes(app: FastifyInstance, api: Api): void {
  const attachValidation = true
  app.get('/api/telemetry/latest', { attachValidation, schema: fleetRouteSchema }, getFleet(api))
  app.get<HistoryRoute>(
    '/api/telemetry/:device_id',
    // Fastify would read the whole range for a HEAD, and drop it.
    { attachValidation, schema: historyRouteSchema, exposeHeadRoute: false },
    getHistory(api),
  )
  app.get<AggregateRoute>(
    '/api/telemetry/:device_id/aggregate',
    { attachValidation, schema: aggregateRouteSchema },
    getAggregate(api),
  )
  app.get<StoredEventRoute>(
    '/api/telemetry/:device_id/events/:event_id',
    { attachValidation, schema: storedEventRouteSchema },
    getStoredEvent(api),
  )
  app.get<ReceivedRoute>(
    '/api/telemetry/received',
    { attachValidation, schema: receivedRouteSchema },
    getReceived(api),
  )
  app.get(
    '/api/telemetry/stream',
    { attachValidation, schema: streamSchema, config: { longLived: true } },
    getStream(api),
  )
  app.addHook('preClose', (done) => {
    api.live.endAll() // a stream that is open would keep the server from closing
    done()
  })
}
