import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '../../telemetry/uuid.ts'
import type { Api } from '../api.ts'
import { sendProblem, unknownKey } from '../problem.ts'
import { sendNoContent } from '../reply.ts'

export interface KeyRoute {
  Params: { readonly device_id: string; readonly key_id: string }
}

/**
 * `DELETE /api/devices/{device_id}/keys/{key_id}`: revokes a key, the last one too: a key that has leaked has to go at once, whether or
 * not there is another. This task refuses it from then on, the others within 60 seconds.
 */
export function revokeKey({ registry, devices }: Api) {
  return async (request: FastifyRequest<KeyRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { device_id, key_id } = request.params
    const isRevoked = isUuid(key_id) && (await registry.removeKey(device_id, key_id))
    if (!isRevoked) return sendProblem(reply, unknownKey)
    devices.forget(device_id)
    return sendNoContent(reply)
  }
}
