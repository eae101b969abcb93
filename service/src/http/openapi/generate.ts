import { fastifySwagger } from '@fastify/swagger'
import { kafka } from '@telemark/architecture'
import type { FastifyInstance } from 'fastify'
import manifest from '../../../package.json' with { type: 'json' }
import { composeApi } from '../../compose/compose-api.ts'
import { readConfig } from '../../config.ts'
import { untraced } from '../../tracing/untraced.ts'
import { apiServer } from '../server.ts'
import { complete, type OpenApiDocument } from './complete.ts'

/** Of the architecture with the most parts. Nothing of it is started, and no server needs to be there. */
const environment = {
  TELEMARK_ARCHITECTURE: kafka.name,
  TELEMARK_DATABASE_URL: 'postgres://127.0.0.1:1/none',
  TELEMARK_REDIS_URL: 'redis://127.0.0.1:1',
  TELEMARK_KAFKA_BROKERS: '127.0.0.1:1',
  TELEMARK_OPERATOR_KEY: 'x'.repeat(32),
}

/** The contract as OpenAPI 3.1, from the schemas of the routes: JSON, the same text for the same routes. */
export async function generateOpenApi(): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const api = composeApi(readConfig(environment), { stack, tracing: untraced })
  const app = apiServer(api, { leaving: new AbortController().signal, watchRoutes: describe })
  stack.defer(() => app.close())
  await app.ready()
  const document = complete(app.swagger() as unknown as OpenApiDocument)
  return `${JSON.stringify(document, null, 2)}\n`
}

function describe(app: FastifyInstance): void {
  app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Telemark',
        version: manifest.version,
        description:
          'Telemetry of fleets of devices. A client may retry 429, 502, 503, 504 and broken connections with the same event_id: nothing is stored twice.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'telemetry', description: 'Events in, latest, history and streams out' },
        { name: 'devices', description: 'The registry' },
        { name: 'operations', description: 'How the service is doing' },
      ],
    },
  })
}
