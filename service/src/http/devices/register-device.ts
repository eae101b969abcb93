import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { hashKey, newApiKey } from '../../registry/keys.ts'
import { timeSchema, uuidSchema } from '../../telemetry/event-schema.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'
import type { Api } from '../api.ts'
import { deviceIdTaken, sendProblem } from '../problem.ts'
import { sendCreated } from '../reply.ts'

/** What an alias may be. */
export const aliasSchema = Type.String({
  pattern: '^[^\\u0000-\\u001f\\ud800-\\udfff]{1,128}$',
  description: '1 to 128 printable characters',
})

/** What a registration may say; everything is optional. */
const registrationBody = Type.Object(
  {
    device_id: Type.Optional(uuidSchema),
    alias: Type.Optional(aliasSchema),
  },
  { additionalProperties: false },
)

/** What is shown of a registered device. */
export const deviceSchema = Type.Object({
  device_id: uuidSchema,
  alias: Type.Union([aliasSchema, Type.Null()]),
  created_at: timeSchema,
})

export const registrationSchema = {
  operationId: 'registerDevice',
  tags: ['devices'],
  summary: 'Registers a device, and shows its key this once',
  body: registrationBody,
  response: {
    201: Type.Object(
      { ...deviceSchema.properties, api_key: Type.String({ description: '32 random bytes in base64url' }) },
      { description: 'Registered' },
    ),
  },
}

export interface RegistrationRoute {
  Body: Type.Static<typeof registrationBody>
}

/** `POST /api/devices`: registers a device. The answer shows its key, this once. */
export function registerDevice({ registry, devices }: Api) {
  return async (request: FastifyRequest<RegistrationRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { device_id, alias } = request.body
    const deviceId = device_id?.toLowerCase() ?? randomUUID()
    const apiKey = newApiKey()
    const entry = await registry.register({ deviceId, alias: alias ?? null, keyHash: hashKey(apiKey) })
    if (entry === undefined) return sendProblem(reply, deviceIdTaken)
    devices.forget(deviceId)
    const created_at = rfc3339(entry.createdAt)
    const body = { device_id: deviceId, alias: entry.alias, created_at, api_key: apiKey }
    return sendCreated(reply, JSON.stringify(body))
  }
}
