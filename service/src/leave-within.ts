import { log } from './log/log.ts'

/** Ends the process after `ms`, whatever is still in flight: the platform kills after ten seconds anyway. */
export function leaveWithin(ms: number): void {
  setTimeout(() => {
    log.error('Leaving although something is still in flight')
    process.exit(1)
  }, ms).unref()
}
