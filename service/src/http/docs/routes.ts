import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { sendOk } from '../reply.ts'
import { contentSecurityPolicy, docsPage } from './page.ts'
import { scalarScript } from './scalar-script.ts'

/** Generated from the routes by `npm run openapi`; a test holds it against them. Reading it costs a starting task nothing. */
const document = new URL('../../../openapi.json', import.meta.url)

const openApiSchema = {
  operationId: 'getOpenApi',
  tags: ['operations'],
  summary: 'This contract as OpenAPI 3.1',
  response: {
    200: Type.Object(
      { openapi: Type.String(), info: Type.Object({}), paths: Type.Object({}) },
      { description: 'The document' },
    ),
  },
}

/** `GET /api/openapi.json`: the contract. `GET /api/docs`: a page to try it. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: openApiSchema }, async (_request, reply) =>
    sendOk(reply, await readFile(document, 'utf8')),
  )

  const schema = { hide: true }
  app.get('/api/docs', { schema }, (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy)
      .send(docsPage),
  )
  app.get('/api/docs/scalar.js', { schema }, async (_request, reply) => {
    const script = await scalarScript()
    return reply
      .type('text/javascript; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'public, max-age=3600')
      .send(script)
  })
}
