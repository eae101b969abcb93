import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { hashKey, newApiKey } from '../../registry/keys.ts'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import type { Api } from '../api.ts'
import { deviceIdTaken, sendProblem, unprocessable } from '../problem.ts'
import { sendCreated } from '../reply.ts'
import { deviceDetailsBody } from './device-body.ts'
import { aliasSchema, rateLimitSchema, unitsSchema } from './device-schema.ts'
import { unitFaults } from './unit-faults.ts'

/** What a registration may say; everything is optional. */
export const registrationSchema = Type.Object(
  {
    device_id: Type.Optional(uuidSchema),
    alias: Type.Optional(aliasSchema),
    units: Type.Optional(unitsSchema),
    rate_limit: Type.Optional(rateLimitSchema),
  },
  { additionalProperties: false },
)

export interface RegistrationRoute {
  Body: Type.Static<typeof registrationSchema>
}

/** `POST /api/devices`: registers a device. The answer shows its key, this once. */
export function registerDevice({ registry, devices }: Api) {
  return async (request: FastifyRequest<RegistrationRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { device_id, alias = null, units = {}, rate_limit = null } = request.body
    const faults = unitFaults(units)
    if (faults.length > 0) return sendProblem(reply, unprocessable(faults))
    const deviceId = device_id?.toLowerCase() ?? randomUUID()
    const apiKey = newApiKey()
    const keyHash = hashKey(apiKey)
    const device = await registry.register({ deviceId, alias, units, rateLimit: rate_limit, keyHash })
    if (device === undefined) return sendProblem(reply, deviceIdTaken)
    devices.forget(deviceId)
    return sendCreated(
      reply.header('cache-control', 'no-store'),
      JSON.stringify({ ...deviceDetailsBody(device), api_key: apiKey }),
    )
  }
}
