import { CliError } from './cli-error.ts'
import type { ExitReason } from './exit-codes.ts'

/** What Node says where the machine, not Telemark, is the reason. */
const environmentCodes = new Set([
  'ENOSPC',
  'EDQUOT',
  'EADDRINUSE',
  'EACCES',
  'EPERM',
  'EROFS',
  'EMFILE',
  'ENOMEM',
])

/** Which exit code `error` deserves, from the error itself or from its first cause that says so. */
export function exitReasonOf(error: unknown): ExitReason {
  if (error instanceof CliError) return error.reason
  if (!(error instanceof Error)) return 'internal'
  if (error.name === 'TargetError') return 'target' // by its name: its class would bring every server's client with it
  if ('code' in error && typeof error.code === 'string' && environmentCodes.has(error.code))
    return 'environment'
  // Cleaning up failed too, mostly for the same reason.
  if (error instanceof SuppressedError)
    return [error.suppressed, error.error].map(exitReasonOf).find(isKnown) ?? 'internal'
  if (error instanceof AggregateError) return error.errors.map(exitReasonOf).find(isKnown) ?? 'internal'
  return error.cause === undefined ? 'internal' : exitReasonOf(error.cause)
}

function isKnown(reason: ExitReason): boolean {
  return reason !== 'internal'
}
