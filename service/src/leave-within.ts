/** Ends the process after `ms`, whatever is still in flight: the platform kills after ten seconds anyway. */
export function leaveWithin(ms: number): void {
  setTimeout(() => {
    process.stderr.write('Leaving although something is still in flight.\n')
    process.exit(1)
  }, ms).unref()
}
