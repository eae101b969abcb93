import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { countSchema } from '../count-schema.ts'
import { type DeviceRoute, deviceParams } from '../device-route.ts'
import { knownReader } from '../known-reader.ts'
import { sendProblem } from '../problem.ts'
import { sendOk } from '../reply.ts'

export const deviceCountRouteSchema = {
  operationId: 'countDeviceEvents',
  tags: ['telemetry'],
  summary: 'How many events of a device are stored',
  params: deviceParams,
  response: { 200: countSchema },
}

/** `GET /api/telemetry/count/{device_id}`: how many events of a device are stored, for itself and for the operator. */
export function getDeviceCount(api: Api) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const device = await knownReader(request, api)
    if ('status' in device) return sendProblem(reply, device)
    return sendOk(reply, `{"count":${await api.events.count(device.device)}}`)
  }
}
