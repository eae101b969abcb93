import type { FastifyReply } from 'fastify'
import { isUuid } from '../../telemetry/uuid.ts'
import { malformedDeviceId, notFound, sendProblem } from '../problem.ts'

/** Lets a request pass whose path names a device, and puts the id into lower case. Independent of a route's types. */
export function deviceInPath(
  request: { readonly params: unknown },
  reply: FastifyReply,
  done: () => void,
): void {
  const params = request.params as { device_id: string }
  if (isUuid(params.device_id)) {
    params.device_id = params.device_id.toLowerCase()
    done()
  } else {
    // The router takes a slash behind a path for an empty parameter; nothing is served there.
    sendProblem(reply, params.device_id === '' ? notFound : malformedDeviceId)
  }
}
