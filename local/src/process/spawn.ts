import type { Envelope } from './envelope.ts'

export interface SpawnOptions {
  /** For messages: `PostgreSQL`, `API task 2`. */
  readonly name: string
  readonly command: {
    readonly path: string
    readonly args: readonly string[]
    readonly env: Readonly<Record<string, string>>
  }
  readonly cwd: string
  /** File that gets stdout and stderr. */
  readonly log: string
  readonly envelope?: Envelope
  /** Cores that the process may run on. */
  readonly cpus?: readonly number[]
  readonly user?: { readonly uid: number; readonly gid: number }
}

export interface ServerProcess extends AsyncDisposable {
  readonly pid: number
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Settles as `work` does, or rejects with the end of the log if the process ends before. */
  alive<T>(work: Promise<T>): Promise<T>
  /** Sends the signal (SIGTERM), waits `withinMs` (10,000), then kills. Resolves when the process has ended. */
  stop(signal?: NodeJS.Signals, withinMs?: number): Promise<void>
}

/** Starts a program that ends when this process does, detached from the terminal's Ctrl-C. */
export async function spawnInEnvelope(_options: SpawnOptions): Promise<ServerProcess> {
  throw new Error('not here yet')
}
