import type { FastifyRequest } from 'fastify'
import type { RegisteredDevice } from '../registry/registry.ts'
import type { Api } from './api.ts'
import { apiKeyOf, isOperator } from './credentials.ts'
import { type DeviceRoute, deviceIdOf, noDeviceId } from './device-route.ts'
import { type Problem, unauthorized, unknownDevice } from './problem.ts'

type Known = RegisteredDevice | Problem

/**
 * The device in the path, where the device itself or the operator is asking; what to answer otherwise. Answers at once when the device is
 * cached.
 */
export function knownReader(
  request: Pick<FastifyRequest<DeviceRoute>, 'params' | 'headers'>,
  { authenticator, devices }: Pick<Api, 'authenticator' | 'devices'>,
): Known | Promise<Known> {
  const deviceId = deviceIdOf(request)
  if (deviceId === undefined) return noDeviceId(request)
  const apiKey = apiKeyOf(request.headers)
  if (apiKey !== undefined) return foundOr(unauthorized, authenticator.device(deviceId, apiKey))
  if (!isOperator(request.headers, authenticator)) return unauthorized
  return foundOr(unknownDevice, devices.find(deviceId))
}

function foundOr(
  problem: Problem,
  found: RegisteredDevice | undefined | Promise<RegisteredDevice | undefined>,
): Known | Promise<Known> {
  return found instanceof Promise ? found.then((device) => device ?? problem) : (found ?? problem)
}
