import type { FastifyReply, FastifyRequest } from 'fastify'
import { hashKey, newApiKey } from '../../registry/keys.ts'
import type { Api } from '../api.ts'
import type { DeviceRoute } from '../device-route.ts'
import { sendProblem, tooManyKeys, unknownDevice } from '../problem.ts'
import { sendCreated } from '../reply.ts'
import { keyBody } from './device-body.ts'

/** `POST /api/devices/{device_id}/keys`: a second key beside the first, so that a device can change over. Shown this once. */
export function addKey({ registry, devices }: Api) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = request.params.device_id
    const apiKey = newApiKey()
    const key = await registry.addKey(deviceId, hashKey(apiKey))
    if (key === undefined) return sendProblem(reply, unknownDevice)
    if (key === 'full') return sendProblem(reply, tooManyKeys)
    devices.forget(deviceId)
    return sendCreated(
      reply.header('cache-control', 'no-store'),
      JSON.stringify({ ...keyBody(key), api_key: apiKey }),
    )
  }
}
