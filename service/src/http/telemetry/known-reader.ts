import type { FastifyRequest } from 'fastify'
import type { RegisteredDevice } from '../../registry/registry.ts'
import type { Api } from '../api.ts'
import { apiKeyOf, isOperator } from '../credentials.ts'
import { malformedDeviceId, notFound, type Problem, unauthorized, unknownDevice } from '../problem.ts'
import { type DeviceRoute, deviceIdOf } from './device-route.ts'

/** The device in the path, where the device itself or the operator is asking; what to answer otherwise. */
export async function knownReader(
  request: Pick<FastifyRequest<DeviceRoute>, 'params' | 'headers'>,
  { authenticator, devices }: Pick<Api, 'authenticator' | 'devices'>,
): Promise<RegisteredDevice | Problem> {
  const deviceId = deviceIdOf(request)
  // The router takes `/count/` for a path with an empty id.
  if (deviceId === undefined) return request.params.device_id === '' ? notFound : malformedDeviceId
  const apiKey = apiKeyOf(request.headers)
  if (apiKey !== undefined) return (await authenticator.device(deviceId, apiKey)) ?? unauthorized
  if (!isOperator(request.headers, authenticator)) return unauthorized
  return (await devices.find(deviceId)) ?? unknownDevice
}
