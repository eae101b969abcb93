import type { FastifyRequest } from 'fastify'

/** What the log says of a request: by the template of its route, without anything that was sent but the id. */
export function requestFields({ id, method, routeOptions }: FastifyRequest) {
  return { request_id: id, method, route: routeOptions.url ?? 'unmatched' }
}
