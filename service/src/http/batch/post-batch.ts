import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { apiKeyOf } from '../credentials.ts'
import { type DeviceRoute, deviceIdOf, noDeviceId } from '../device-route.ts'
import { sendProblem, unauthorized } from '../problem.ts'
import { eventsOf } from './addressed-event.ts'
import type { TakeBatch } from './take-batch.ts'

/** `POST /api/telemetry/{device_id}/batch`: events of the device that the key belongs to. */
export function postBatch({ authenticator }: Api, take: TakeBatch) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = deviceIdOf(request)
    if (deviceId === undefined) return sendProblem(reply, noDeviceId(request))
    const apiKey = apiKeyOf(request.headers)
    const device = apiKey === undefined ? undefined : await authenticator.device(deviceId, apiKey)
    if (device === undefined) return sendProblem(reply, unauthorized)
    return take(request, reply, { read: eventsOf(deviceId), find: async () => new Map([[deviceId, device]]) })
  }
}
