/** Where an installation reports to, and what stops it. */
export interface InstallContext {
  report(line: string): void
  readonly signal?: AbortSignal | undefined
}
