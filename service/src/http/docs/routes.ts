import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { sendOk } from '../reply.ts'

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

/** `GET /api/openapi.json`: the contract. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: openApiSchema }, async (_request, reply) =>
    sendOk(reply, await readFile(document, 'utf8')),
  )
}
