import type { FastifyInstance } from 'fastify'
import type { Api } from '../api.ts'
import { operatorOnly } from '../credentials.ts'
import { parseOptionalBody, takeRawJson } from '../json-body.ts'
import { pageSchema } from '../page.ts'
import { type BrowseRoute, browseLetters, browseSchema, letterSchema } from './browse-letters.ts'
import { type DealRoute, dealSchema, dealtSchema, dealWithLetters } from './deal-with-letters.ts'
import { getPipeline, pipelineSchema } from './get-pipeline.ts'

/** The way of accepted events into the store, and what did not get there; for the operator. */
export function pipelineRoutes(app: FastifyInstance, api: Api): void {
  takeRawJson(app)
  const tags = ['operations']
  const onlyOperator = operatorOnly(api.authenticator)
  app.get(
    '/api/pipeline',
    {
      preValidation: onlyOperator,
      schema: {
        operationId: 'getPipeline',
        tags,
        summary: 'How far storing is behind accepting',
        response: { 200: pipelineSchema },
      },
    },
    getPipeline(api),
  )
  app.get<BrowseRoute>(
    '/api/dlq',
    {
      preValidation: onlyOperator,
      schema: {
        operationId: 'browseDeadLetters',
        tags,
        summary: 'Messages that could not be stored, oldest first',
        querystring: browseSchema,
        response: { 200: pageSchema(letterSchema) },
      },
    },
    browseLetters(api),
  )
  for (const [action, summary] of [
    ['replay', 'Puts dead letters back to be stored, oldest first'],
    ['discard', 'Takes dead letters off the list, oldest first'],
  ] as const)
    app.post<DealRoute>(
      `/api/dlq/${action}`,
      {
        preValidation: [onlyOperator, parseOptionalBody],
        schema: {
          operationId: `${action}DeadLetters`,
          tags,
          summary,
          body: dealSchema,
          response: { 200: dealtSchema(action) },
        },
      },
      dealWithLetters(api, action),
    )
}
