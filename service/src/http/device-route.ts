import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { uuidSchema } from '../telemetry/event-schema.ts'
import { isUuid } from '../telemetry/uuid.ts'
import { malformedDeviceId, notFound, type Problem } from './problem.ts'

/** A route whose path names one device. */
export interface DeviceRoute {
  Params: { readonly device_id: string }
}

type InPath = Pick<FastifyRequest<DeviceRoute>, 'params'>

/** What such a path holds. */
export const deviceParams = Type.Object({ device_id: uuidSchema })

/** The device id in the path, in lower case; `undefined` where it is not a UUID. */
export function deviceIdOf({ params }: InPath): string | undefined {
  const id = params.device_id
  return isUuid(id) ? id.toLowerCase() : undefined
}

/** What to answer where the path holds no device id. The router lets a parameter be empty; no path ends so. */
export function noDeviceId({ params }: InPath): Problem {
  return params.device_id === '' ? notFound : malformedDeviceId
}
