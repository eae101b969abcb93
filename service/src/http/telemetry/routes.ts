import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import { readByHandler } from '../documented.ts'
import { takeRawJson } from '../json-body.ts'
import { fleetSchema } from './fleet-query.ts'
import { getCount } from './get-count.ts'
import { getFleet } from './get-fleet.ts'
import { getLatest } from './get-latest.ts'
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
  app.get('/api/telemetry/count', { preValidation: operatorOnly(api.authenticator) }, getCount(api))
  storedRoutes(app, api)
}
