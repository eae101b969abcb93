import { components } from '@telemark/architecture'
import type { FastifyInstance } from 'fastify'
import manifest from '../../../package.json' with { type: 'json' }
import { singleFlight } from '../../concurrency/single-flight.ts'
import type { Api } from '../api.ts'
import { sendOk } from '../reply.ts'
import type { Dependency } from './dependency.ts'
import { systemSchema } from './schemas.ts'

/** `GET /api/system`: which architecture answers, what its acknowledgement promises, and which versions run. */
export function systemRoute(app: FastifyInstance, api: Api): void {
  const { architecture, acknowledgement, dependencies } = api
  const own = { service: manifest.version, node: process.versions.node }
  const oneFlight = singleFlight<Record<string, string | null>>()
  app.get('/api/system', { schema: systemSchema }, async (_request, reply) => {
    const versions = { ...own, ...(await oneFlight('versions', () => versionsOf(dependencies))) }
    const system = { architecture, acknowledgement, components: components(architecture), versions }
    return sendOk(reply, JSON.stringify(system))
  })
}

/** By name; `null` where a dependency does not answer. */
async function versionsOf(dependencies: readonly Dependency[]): Promise<Record<string, string | null>> {
  const found = await Promise.all(
    dependencies.map(async ({ name, version }) =>
      version === undefined ? [] : [[name, (await version().catch(() => undefined)) ?? null] as const],
    ),
  )
  return Object.fromEntries(found.flat())
}
