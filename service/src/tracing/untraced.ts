import type { Tracing } from './tracing.ts'

/** No tracing: every part is itself, and nothing is in the way. */
export const untraced: Tracing = {
  serve: () => undefined,
  request: (_name, accept) => accept,
  batch: (_span, accept) => accept,
  headersOf: undefined,
  consume: (join) => join,
  database: (database) => database,
  [Symbol.asyncDispose]: async () => undefined,
}
