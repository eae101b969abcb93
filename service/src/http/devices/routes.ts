import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import type { Api } from '../api.ts'
import { countSchema } from '../count-schema.ts'
import { operatorOnly } from '../credentials.ts'
import { type DeviceRoute, deviceParams } from '../device-route.ts'
import { readByHandler } from '../documented.ts'
import { parseBody, takeRawJson } from '../json-body.ts'
import { pageSchema } from '../page.ts'
import { addKey } from './add-key.ts'
import { countDevices } from './count-devices.ts'
import { deleteDevice } from './delete-device.ts'
import { deviceInPath } from './device-in-path.ts'
import { deviceDetailsSchema, deviceSchema, newKeySchema } from './device-schema.ts'
import { getDevice } from './get-device.ts'
import { type ListRoute, listDevices, listSchema } from './list-devices.ts'
import { type PatchRoute, patchDevice, patchSchema } from './patch-device.ts'
import { type RegistrationRoute, registerDevice, registrationSchema } from './register-device.ts'
import { type KeyRoute, revokeKey } from './revoke-key.ts'

const tags = ['devices']
const keyParams = Type.Object({ ...deviceParams.properties, key_id: uuidSchema })
const nothing = Type.Null({ description: 'No content' })

/** The registry, for the operator. */
export function deviceRoutes(app: FastifyInstance, api: Api): void {
  takeRawJson(app)
  const onlyOperator = operatorOnly(api.authenticator)
  const ofDevice = [onlyOperator, deviceInPath]
  const document = (operationId: string, summary: string) => ({ operationId, tags, summary })

  app.post<RegistrationRoute>(
    '/api/devices',
    {
      preValidation: [onlyOperator, parseBody],
      schema: {
        ...document('registerDevice', 'Registers a device; its key is shown this once'),
        body: registrationSchema,
        response: { 201: Type.Object({ ...deviceDetailsSchema.properties, api_key: Type.String() }) },
      },
    },
    registerDevice(api),
  )
  app.get<ListRoute>(
    '/api/devices',
    {
      preValidation: onlyOperator,
      schema: {
        ...document('listDevices', 'The devices in the order of registration; search narrows them'),
        querystring: listSchema,
        response: { 200: pageSchema(deviceSchema) },
      },
    },
    listDevices(api),
  )
  app.get(
    '/api/devices/count',
    {
      preValidation: onlyOperator,
      schema: {
        ...document('countDevices', 'How many devices are registered'),
        response: { 200: countSchema },
      },
    },
    countDevices(api),
  )
  app.get<DeviceRoute>(
    '/api/devices/:device_id',
    {
      preValidation: ofDevice,
      schema: {
        ...document('getDevice', 'A device with its units, its limit and the names of its keys'),
        params: deviceParams,
        response: { 200: deviceDetailsSchema },
      },
    },
    getDevice(api),
  )
  app.patch<PatchRoute>(
    '/api/devices/:device_id',
    {
      preValidation: [...ofDevice, parseBody],
      schema: {
        ...document('patchDevice', 'Changes a device, as a JSON merge patch'),
        params: deviceParams,
        body: patchSchema,
        response: { 200: deviceDetailsSchema },
      },
    },
    patchDevice(api),
  )
  app.delete<DeviceRoute>(
    '/api/devices/:device_id',
    {
      preValidation: ofDevice,
      schema: {
        ...document('deleteDevice', 'Removes a device'),
        params: deviceParams,
        response: { 204: nothing },
      },
    },
    deleteDevice(api),
  )
  app.post<DeviceRoute>(
    '/api/devices/:device_id/keys',
    {
      preValidation: ofDevice,
      schema: {
        ...document('addKey', 'A second key of a device, shown this once'),
        params: deviceParams,
        response: { 201: newKeySchema },
      },
    },
    addKey(api),
  )
  app.delete<KeyRoute>(
    '/api/devices/:device_id/keys/:key_id',
    {
      preValidation: ofDevice,
      validatorCompiler: readByHandler, // what is no UUID is no key of the device
      schema: {
        ...document('revokeKey', 'Revokes a key of a device'),
        params: keyParams,
        response: { 204: nothing },
      },
    },
    revokeKey(api),
  )
}
