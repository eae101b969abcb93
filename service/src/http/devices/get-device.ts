import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import type { DeviceRoute } from '../device-route.ts'
import { sendProblem, unknownDevice } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { deviceDetailsBody } from './device-body.ts'

/** `GET /api/devices/{device_id}`: a device with its units, its limit and the names of its keys. */
export function getDevice({ registry }: Api) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = request.params.device_id
    const device = await registry.describe(deviceId)
    if (device === undefined) return sendProblem(reply, unknownDevice)
    return sendOk(reply, JSON.stringify(deviceDetailsBody(device)))
  }
}
