import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import { readByHandler } from '../documented.ts'
import { takeRawJson } from '../json-body.ts'
import { fleetSchema } from './fleet-query.ts'
import { getCount } from './get-count.ts'
import { getFleet } from './get-fleet.ts'
import { getLatest } from './get-latest.ts'
import { getStream, streamSchema } from './get-stream.ts'
import { postEvent } from './post-event.ts'
import { storedRoutes } from './stored-routes.ts'

/** Events in; latest, history and counts out. */
export function telemetryRoutes(app: FastifyInstance, api: Api): void {
  takeRawJson(app)
  const event = { operationId: 'postEvent', tags: ['telemetry'], summary: 'Stores one event of a device' }
  app.post('/api/telemetry/:device_id', { schema: event, validatorCompiler: readByHandler }, postEvent(api))
  app.get('/api/telemetry/latest/:device_id', getLatest(api))
  // Its handler looks at what was found wrong once it knows who is asking.
  const fleet = { schema: { querystring: fleetSchema }, attachValidation: true }
  app.get('/api/telemetry/latest', fleet, getFleet(api))
  const stream = {
    operationId: 'streamEvents',
    tags: ['telemetry'],
    summary: 'Events as they are stored, as server-sent events',
    querystring: streamSchema,
    response: { 200: { content: { 'text/event-stream': { schema: Type.String() } } } },
  }
  app.get('/api/telemetry/stream', { schema: stream, attachValidation: true }, getStream(api))
  app.addHook('preClose', (done) => {
    api.live.endAll() // a stream that is open would keep the server from closing
    done()
  })
  app.get('/api/telemetry/count', { preValidation: operatorOnly(api.authenticator) }, getCount(api))
  storedRoutes(app, api)
}
