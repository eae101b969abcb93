/** What a component may use. */
export interface EnvelopeLimit {
  readonly cores: number
  readonly memoryBytes: number
}

/** What a component has used since its envelope was made; `memoryBytes` is the level now. */
export interface EnvelopeUsage {
  readonly cpuSeconds: number
  /** Time that runnable threads were held back by the CPU quota. */
  readonly throttledSeconds: number
  /** Time that runnable threads of the living processes waited for a core. */
  readonly runDelaySeconds: number
  readonly memoryBytes: number
  readonly outOfMemoryKills: number
}

/** The CPU and memory that one component may use, as a Fargate task has them. */
export interface Envelope {
  readonly name: string
  /** Files that a process writes its id to, to be inside before its program starts. */
  readonly entrances: readonly string[]
  /** Told by `spawnInEnvelope`: where there are no cgroups, usage is summed over these processes and their children. */
  entered(pid: number): void
  /** Without cgroups this does nothing: see `Run.enforcement`. */
  limit(to: EnvelopeLimit | 'off'): Promise<void>
  usage(): Promise<EnvelopeUsage>
  /** After its processes have ended. */
  remove(): Promise<void>
}

export interface EnvelopeFactory {
  /** A new, unlimited envelope; its name is unique within the run. */
  create(name: string): Promise<Envelope>
}
