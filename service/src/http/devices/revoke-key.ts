import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '../../telemetry/uuid.ts'
import type { Api } from '../api.ts'
import { malformedDeviceId, sendProblem, unknownKey } from '../problem.ts'
import { sendNoContent } from '../reply.ts'
import { deviceIdOf } from '../telemetry/device-route.ts'

export interface KeyRoute {
  Params: { readonly device_id: string; readonly key_id: string }
}

/**
 * `DELETE /api/devices/{device_id}/keys/{key_id}`: revokes a key, the last one too: a key that has leaked has to go at once, whether or
 * not there is another. This task refuses it from then on, the others within 60 seconds.
 */
export function revokeKey({ registry, devices }: Api) {
  return async (request: FastifyRequest<KeyRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = deviceIdOf(request)
    if (deviceId === undefined) return sendProblem(reply, malformedDeviceId)
    const { key_id } = request.params
    if (!isUuid(key_id) || !(await registry.removeKey(deviceId, key_id)))
      return sendProblem(reply, unknownKey)
    devices.forget(deviceId)
    return sendNoContent(reply)
  }
}
