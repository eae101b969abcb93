import { headerComponents, headersOfAnswers } from './headers.ts'
import type { Operation, PlacedOperation } from './operation.ts'
import { problemComponents, problemResponses, problemSchema } from './problems.ts'
import { securityOf, securitySchemes } from './security.ts'

/** What the generator makes of the routes, as far as it is read here. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Adds to every operation what routes do not say themselves: who may call, which problems it answers with, which headers. */
export function complete(document: OpenApiDocument): OpenApiDocument {
  for (const placed of operationsOf(document)) {
    placed.operation.security = securityOf(placed)
    placed.operation.responses = { ...headersOfAnswers(placed), ...problemResponses(placed) }
  }
  return {
    ...document,
    components: {
      ...document.components,
      securitySchemes,
      headers: headerComponents,
      responses: problemComponents,
      schemas: { ...document.components.schemas, Problem: problemSchema },
    },
  }
}

function operationsOf({ paths }: OpenApiDocument): readonly PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
}
