import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** A load balancer that asks for `/health` once a second has been told no twice by then, with time to spare. */
const unnoticedMs = 3000

/**
 * Serves on until a load balancer has noticed that `/health` says no: a task that closed at once would fail whatever is sent to it
 * meanwhile. Connections are not kept for another request.
 */
export async function standAside({ server }: FastifyInstance): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false
  })
  await delay(unnoticedMs)
}
