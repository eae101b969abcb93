import type { Tools } from '../install/tools.ts'
import type { Envelope } from '../process/envelope.ts'
import type { Run } from '../process/run-folder.ts'
import type { ServerProcess } from '../process/spawn.ts'

/** A server that answers. Disposing stops it and removes its envelope. */
export interface Server extends AsyncDisposable {
  /** For clients: `postgres://…`, `redis://…`, `http://…`. */
  readonly url: string
  readonly port: number
  readonly envelope: Envelope
  /** Path of its log file. */
  readonly log: string
  /** Another one after each `restart`. */
  readonly process: ServerProcess
  readonly version: string
  /**
   * Stops what still runs of it, and starts it again where it was: port, folder and envelope stay, and what it had on disk.
   * Resolves when it answers.
   */
  restart(): Promise<void>
}

/** Where a server starts, and with how much; it rejects, with nothing left, where the server does not answer within a minute. */
export interface ServerOptions<Tool extends keyof Tools> {
  readonly run: Run
  readonly tools: Pick<Tools, Tool>
  /** Cores that it may run on. */
  readonly cpus?: readonly number[]
  /** Memory that its caches are sized for: the envelope's limit once clamped. */
  readonly memoryBytes?: number
  /** A free one where left out. */
  readonly port?: number
}
