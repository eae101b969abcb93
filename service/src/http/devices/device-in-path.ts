import type { FastifyReply } from 'fastify'
import { deviceIdOf, noDeviceId } from '../device-route.ts'
import { sendProblem } from '../problem.ts'

/** Lets a request pass whose path names a device, and puts the id into lower case. Independent of a route's types. */
export function deviceInPath(
  request: { readonly params: unknown },
  reply: FastifyReply,
  done: () => void,
): void {
  const params = request.params as { device_id: string }
  const deviceId = deviceIdOf({ params })
  if (deviceId === undefined) {
    sendProblem(reply, noDeviceId({ params }))
    return
  }
  params.device_id = deviceId
  done()
}
