import { components } from '@telemark/architecture'
import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { sendJson } from '../reply.ts'

/** `GET /api/system`: which architecture answers, and what its acknowledgement promises. */
export function systemRoute(app: FastifyInstance, { architecture, acknowledgement }: Api): void {
  const body = JSON.stringify({
    architecture,
    acknowledgement,
    components: components(architecture),
    versions: { node: process.versions.node },
  })
  app.get('/api/system', (_request, reply) => sendJson(reply, 200, body))
}
