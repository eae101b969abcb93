import type { FastifyRequest } from 'fastify'
import { isUuid } from '../../telemetry/uuid.ts'

export interface DeviceRoute {
  Params: { readonly device_id: string }
}

/** The device id in the path, in lower case; `undefined` where it is not a UUID. */
export function deviceIdOf({ params }: Pick<FastifyRequest<DeviceRoute>, 'params'>): string | undefined {
  const id = params.device_id
  return isUuid(id) ? id.toLowerCase() : undefined
}
