import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import { isUuid } from '../../telemetry/uuid.ts'
import { malformedDeviceId, notFound, sendProblem } from '../problem.ts'

export interface DeviceRoute {
  Params: { readonly device_id: string }
}

/** The path of one device. */
export const deviceParams = Type.Object({ device_id: uuidSchema })

/** The device id in the path, in lower case; `undefined` where it is not a UUID. */
export function deviceIdOf({ params }: Pick<FastifyRequest<DeviceRoute>, 'params'>): string | undefined {
  const id = params.device_id
  return isUuid(id) ? id.toLowerCase() : undefined
}

/** Answers where the path holds no device id. The router lets a parameter be empty; no path ends so. */
export function refuseDeviceId(request: FastifyRequest<DeviceRoute>, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, request.params.device_id === '' ? notFound : malformedDeviceId)
}
