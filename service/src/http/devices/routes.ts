import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import { parseBody, takeRawJson } from '../json-body.ts'
import { type ListRoute, listDevices, listSchema } from './list-devices.ts'
import { type RegistrationRoute, registerDevice, registrationSchema } from './register-device.ts'

/** The registry, for the operator. */
export function deviceRoutes(app: FastifyInstance, api: Api): void {
  takeRawJson(app)
  const onlyOperator = operatorOnly(api.authenticator)
  app.post<RegistrationRoute>(
    '/api/devices',
    { preValidation: [onlyOperator, parseBody], schema: registrationSchema },
    registerDevice(api),
  )
  app.get<ListRoute>('/api/devices', { preValidation: onlyOperator, schema: listSchema }, listDevices(api))
}
