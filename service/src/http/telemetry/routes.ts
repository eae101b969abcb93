import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import { readByHandler } from '../documented.ts'
import { takeRawJson } from '../json-body.ts'
import { countSchema, getCount } from './get-count.ts'
import { fleetSchema, getFleet } from './get-fleet.ts'
import { getLatest, latestSchema } from './get-latest.ts'
import { getStream, streamSchema } from './get-stream.ts'
import { eventRouteSchema, postEvent } from './post-event.ts'
import { storedRoutes } from './stored-routes.ts'

/** Events in; latest, history and counts out. */
export function telemetryRoutes(app: FastifyInstance, api: Api): void {
  takeRawJson(app)
  const event = { schema: eventRouteSchema, validatorCompiler: readByHandler }
  app.post('/api/telemetry/:device_id', event, postEvent(api))
  const latest = { schema: latestSchema, validatorCompiler: readByHandler }
  app.get('/api/telemetry/latest/:device_id', latest, getLatest(api))
  // Its handler looks at what was found wrong once it knows who is asking.
  app.get('/api/telemetry/latest', { schema: fleetSchema, attachValidation: true }, getFleet(api))
  app.get(
    '/api/telemetry/stream',
    { schema: streamSchema, attachValidation: true, config: { longLived: true } },
    getStream(api),
  )
  app.addHook('preClose', (done) => {
    api.live.endAll() // a stream that is open would keep the server from closing
    done()
  })
  const count = { schema: countSchema, preValidation: operatorOnly(api.authenticator) }
  app.get('/api/telemetry/count', count, getCount(api))
  storedRoutes(app, api)
}
