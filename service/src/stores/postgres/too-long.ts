import { Unavailable } from '../../telemetry/unavailable.ts'

/** `query_canceled`: the statement timeout. */
const queryCanceled = '57014'

/** Handles the failure of a statement whose caller asked for too much: `what` says so where it took too long, and what to ask for instead. */
export function sayTooLong(what: string): (error: unknown) => never {
  return (error) => {
    throw isTimeout(error) ? new Unavailable(what, { cause: error }) : error
  }
}

function isTimeout(error: unknown): boolean {
  const { cause } = error as Error
  return (
    error instanceof Unavailable && cause instanceof Error && 'code' in cause && cause.code === queryCanceled
  )
}
