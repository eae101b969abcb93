import type { FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { apiKeyOf, isOperator } from '../credentials.ts'
import { type Problem, unauthorized, unknownDevice } from '../problem.ts'
import { invalidQuery } from '../schema-faults.ts'

/** What is asked for arrivals of one device, or of all. */
export type AudienceRequest = FastifyRequest<{ Querystring: { readonly device_id?: string } }>

/** Whose key it is: a device's number in the registry, or the operator. */
export type Reader = number | 'operator'

/** Who asks for arrivals, and whose they are. */
export type Audience =
  | {
      readonly kind: 'reader'
      readonly reader: Reader
      /** The registry's number of the device; `undefined`: of all. */
      readonly device: number | undefined
    }
  | { readonly kind: 'refused'; readonly problem: Problem }

type Asking = Pick<Api, 'authenticator' | 'devices'>

/** A device hears itself; the operator the device that is asked for, or all. Nothing of the query is looked at before it is known who asks. */
export async function audienceOf(request: AudienceRequest, api: Asking): Promise<Audience> {
  const reader = await readerOf(request, api)
  if (reader === undefined) return refused(unauthorized)
  const invalid = invalidQuery(request)
  if (invalid !== undefined) return refused(invalid)
  const deviceId = request.query.device_id?.toLowerCase()
  return reader === 'operator' ? operatorHears(deviceId, api) : deviceHears(reader, deviceId)
}

type Asker = 'operator' | { readonly device: number; readonly deviceId: string }

async function readerOf({ headers }: AudienceRequest, { authenticator }: Asking): Promise<Asker | undefined> {
  const apiKey = apiKeyOf(headers)
  if (apiKey !== undefined) return authenticator.deviceOfKey(apiKey)
  return isOperator(headers, authenticator) ? 'operator' : undefined
}

function deviceHears(own: Exclude<Asker, 'operator'>, deviceId: string | undefined): Audience {
  if (deviceId !== undefined && deviceId !== own.deviceId) return refused(unauthorized)
  return { kind: 'reader', reader: own.device, device: own.device }
}

async function operatorHears(deviceId: string | undefined, { devices }: Asking): Promise<Audience> {
  if (deviceId === undefined) return { kind: 'reader', reader: 'operator', device: undefined }
  const found = await devices.find(deviceId)
  if (found === undefined) return refused(unknownDevice)
  return { kind: 'reader', reader: 'operator', device: found.device }
}

function refused(problem: Problem): Audience {
  return { kind: 'refused', problem }
}
