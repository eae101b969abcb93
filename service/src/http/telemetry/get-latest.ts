import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { RegisteredDevice } from '../../registry/registry.ts'
import type { LatestAnswer } from '../../telemetry/ports.ts'
import { storedEventSchema } from '../../telemetry/stored-event-body.ts'
import type { Api } from '../api.ts'
import { type DeviceRoute, deviceParams } from '../device-route.ts'
import { knownReader } from '../known-reader.ts'
import { noData, sendProblem } from '../problem.ts'
import { sendNotModified, sendOk } from '../reply.ts'

export const latestRouteSchema = {
  operationId: 'getLatest',
  tags: ['telemetry'],
  summary: 'The latest event of a device: the greatest (event_time, event_id)',
  params: deviceParams,
  headers: Type.Object({
    'if-none-match': Type.Optional(Type.String({ description: 'The ETag of what the client holds' })),
  }),
  response: {
    200: storedEventSchema,
    304: Type.Null({ description: 'The client holds the latest event' }),
  },
}

/** `GET /api/telemetry/latest/{device_id}`: for the device itself, and for the operator. */
export function getLatest(api: Api) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const known = knownReader(request, api)
    const device = known instanceof Promise ? await known : known
    if ('status' in device) return sendProblem(reply, device)
    return sendLatest(request, reply, api, device)
  }
}

/** Answers with the latest event of `device`. */
export async function sendLatest(
  request: FastifyRequest,
  reply: FastifyReply,
  { read }: Api,
  { device, deviceId }: RegisteredDevice,
): Promise<FastifyReply> {
  const latest = await read.device(device, deviceId)
  if (latest === undefined) return sendProblem(reply, noData)
  reply.header('etag', latest.etag)
  if (latest.cache !== undefined) reply.header('x-cache', latest.cache)
  if (isUnchanged(request, latest)) return sendNotModified(reply)
  return sendOk(reply, latest.body)
}

/** `If-None-Match` compares weakly (RFC 9110): `W/` makes no difference. */
function isUnchanged(request: FastifyRequest, { etag }: LatestAnswer): boolean {
  const held = request.headers['if-none-match']
  if (held === undefined) return false
  const tag = etag.slice('W/'.length)
  return (
    held === etag ||
    held.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
  )
}
