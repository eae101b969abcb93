import { inspect } from 'node:util'

/** One message for people; with TELEMARK_DEBUG=1 the stack and the causes too. */
export function explain(error: unknown, environment: NodeJS.ProcessEnv): string {
  if (environment.TELEMARK_DEBUG === '1') return inspect(error)
  return error instanceof Error ? messageOf(error) : String(error)
}

/** A wrapper that says nothing new about several failures would hide all of them. */
function messageOf(error: Error): string {
  if (error instanceof SuppressedError)
    return messageOf(error.suppressed instanceof Error ? error.suppressed : error)
  if (error instanceof AggregateError && error.message === '') return error.errors.map(String).join('\n')
  return error.message
}
