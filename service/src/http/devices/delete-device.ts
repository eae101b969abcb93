import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import type { DeviceRoute } from '../device-route.ts'
import { sendProblem, unknownDevice } from '../problem.ts'
import { sendNoContent } from '../reply.ts'

/**
 * `DELETE /api/devices/{device_id}`: removes a device with its keys and its latest event. Its stored events are nobody's from then on,
 * also when the same id is registered again, and leave with their partitions (doc/decisions/0024).
 */
export function deleteDevice({ registry, devices, forgetLatest }: Api) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = request.params.device_id
    const device = await registry.remove(deviceId)
    if (device === undefined) return sendProblem(reply, unknownDevice)
    devices.forget(deviceId)
    await forgetLatest(device, deviceId)
    return sendNoContent(reply)
  }
}
