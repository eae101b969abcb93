import type { ExitReason } from './exit-codes.ts'

/** A failure whose exit code is known; its message is all that people see. */
export class CliError extends Error {
  readonly reason: ExitReason

  constructor(reason: ExitReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.reason = reason
  }
}
