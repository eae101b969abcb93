import { NotStorable } from '../../telemetry/ports.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'

/**
 * SQLSTATE classes (https://www.postgresql.org/docs/18/errcodes-appendix.html) that say nothing about the data: connection,
 * transaction rollback, resources, operator intervention (a statement timeout too), system, read-only server.
 */
const passing = new Set(['08', '25', '40', '53', '55', '57', '58'])

/**
 * Classes that blame the data: cardinality, data exception, broken constraint, and a limit of PostgreSQL that it exceeds (JSON
 * nested too deeply). The same statement would meet the same answer for ever.
 */
const unstorable = new Set(['21', '22', '23', '54'])

/** What a failed query means: the event's fault (`NotStorable`), the server's (`Unavailable`), or ours (as it is). */
export function postgresFailure(error: unknown): Error {
  if (error instanceof Unavailable || error instanceof NotStorable) return error
  if (!(error instanceof Error)) return new Error(String(error))
  const state = sqlState(error)
  // Without an SQLSTATE the server did not answer: refused, reset, timed out, terminated.
  if (state === undefined)
    return new Unavailable(`PostgreSQL is unreachable: ${error.message}`, { cause: error })
  const kind = state.slice(0, 2)
  if (passing.has(kind))
    return new Unavailable(`PostgreSQL refused for now: ${error.message}`, { cause: error })
  if (isPartitionMissing(state, error))
    return new NotStorable('out_of_range', error.message, { cause: error })
  if (unstorable.has(kind)) return new NotStorable('not_storable', error.message, { cause: error })
  return error
}

/** 23514 is a broken CHECK; of a partitioned table also "no partition of relation found for row". */
function isPartitionMissing(state: string, error: Error): boolean {
  return state === '23514' && error.message.startsWith('no partition of relation')
}

/** Whether the connection is of no more use: no answer at all, or the server's last word on it. */
export function endsConnection(error: unknown): boolean {
  if (!(error instanceof Error) || sqlState(error) === undefined) return true
  return 'severity' in error && (error.severity === 'FATAL' || error.severity === 'PANIC')
}

/** Whether `lock_timeout` was over: what was waited for is still in use. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && sqlState(error) === '55P03'
}

/** Whether PostgreSQL answers, and has no connection to spare. */
export function isTooManyConnections(error: unknown): boolean {
  return error instanceof Error && sqlState(error) === '53300'
}

/** The five characters of PostgreSQL's own errors; Node's errors have a code too, but no severity. */
function sqlState(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' && 'severity' in error ? error.code : undefined
}
