import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import { type DeviceRoute, deviceParams } from '../device-route.ts'
import { readByHandler } from '../documented.ts'
import { eventOfAnyone } from './addressed-event.ts'
import { postBatch } from './post-batch.ts'
import { batchAnswerSchema, deviceBatchSchema, gatewayBatchSchema } from './schema.ts'
import { takeBatch } from './take-batch.ts'

const response = { 200: batchAnswerSchema, 201: batchAnswerSchema, 202: batchAnswerSchema }

/** Many events in one request: of one device, and of all devices behind a gateway. */
export function batchRoutes(app: FastifyInstance, api: Api): void {
  leaveBodiesUnread(app)
  const take = takeBatch(api)
  const ofDevice = {
    operationId: 'postBatch',
    tags: ['telemetry'],
    summary: 'Stores many events of a device',
    params: deviceParams,
    body: deviceBatchSchema,
    response,
  }
  const ofGateway = {
    operationId: 'postGatewayBatch',
    tags: ['telemetry'],
    summary: 'Stores many events of many devices',
    body: gatewayBatchSchema,
    response,
  }
  app.post<DeviceRoute>(
    '/api/telemetry/:device_id/batch',
    { schema: ofDevice, validatorCompiler: readByHandler },
    postBatch(api, take),
  )
  app.post(
    '/api/telemetry/batch',
    { schema: ofGateway, validatorCompiler: readByHandler, onRequest: operatorOnly(api.authenticator) },
    // Whoever is not registered is a fault of that event alone.
    (request, reply) => take(request, reply, { read: eventOfAnyone, find: api.devices.findMany }),
  )
}

/** Whatever it is: a stranger's megabytes are not read, and a type is refused once it is known who is asking. */
function leaveBodiesUnread(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}
