import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { maxUnits } from '../../registry/registry.ts'
import type { Api } from '../api.ts'
import type { DeviceRoute } from '../device-route.ts'
import { sendProblem, unknownDevice, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { deviceDetailsBody } from './device-body.ts'
import { aliasOrNull, rateLimitSchema, unitsPatchSchema } from './device-schema.ts'
import { unitFaults } from './unit-faults.ts'

/** What may change, as a JSON merge patch (RFC 7396): what is left out stays, `null` clears. */
export const patchSchema = Type.Object(
  {
    alias: Type.Optional(aliasOrNull),
    enabled: Type.Optional(Type.Boolean({ description: 'true or false' })),
    units: Type.Optional(unitsPatchSchema),
    rate_limit: Type.Optional(rateLimitSchema),
  },
  { additionalProperties: false },
)

export interface PatchRoute extends DeviceRoute {
  Body: Type.Static<typeof patchSchema>
}

const tooManyUnits = {
  pointer: '/units',
  code: 'too_many_units',
  required: `at most ${maxUnits} units a device`,
}

/**
 * `PATCH /api/devices/{device_id}`: changes a device. This task heeds it with the next request, the others within 60 seconds;
 * a device that is enabled again, within one.
 */
export function patchDevice({ registry, devices }: Api) {
  return async (request: FastifyRequest<PatchRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = request.params.device_id
    const faults = unitFaults(request.body.units)
    if (faults.length > 0) return sendProblem(reply, unprocessable(faults))
    const device = await registry.update(deviceId, request.body)
    if (device === undefined) return sendProblem(reply, unknownDevice)
    if (device === 'too_many_units') return sendProblem(reply, unprocessable([tooManyUnits]))
    devices.forget(deviceId)
    return sendOk(reply, JSON.stringify(deviceDetailsBody(device)))
  }
}
