import type { Architecture } from '@telemark/architecture'
import type { Reading } from './readings.ts'
import type { Sizes } from './sizes.ts'

/** What to stand up. */
export interface DeploymentPlan {
  readonly architecture: Architecture
  readonly sizes: Sizes
  /** Cores of this machine that one vCPU is worth; the same for a whole cohort. */
  readonly coresPerVcpu: number
  readonly fleet: FleetSize
  /** The autoscaler's durations are divided by this. */
  readonly compression: number
  /** The port of the load balancer; a free one where it is left out. */
  readonly port?: number
  /** What differs from the settings that all have. */
  readonly tuning?: Tuning
}

/** Settings of the parts; what is left out stays as it is for everyone. */
export interface Tuning {
  /** Connections that each task may hold to PostgreSQL. */
  readonly databasePoolSize?: number
  /** Memory in which the database keeps pages, MiB; otherwise a quarter of its size. */
  readonly databaseBuffersMiB?: number
  /** Kafka forces its log to disk after so many messages; otherwise it leaves that to the operating system. */
  readonly kafkaFlushMessages?: number
}

/** `off` while warming up, `on` while measuring; or `on` with only a share of their CPU left to some components. */
export type Clamping = 'on' | 'off' | { readonly cpuShares: Readonly<Partial<Record<keyof Sizes, number>>> }

/** How many tasks shall run. */
export interface Tasks {
  readonly api: number | 'autoscaled'
  /** As many as the architecture has at most, where it is left out; 0 leaves what is enqueued in the queue. */
  readonly consumers?: number
}

/** What is registered and stored before the first request. */
export interface FleetSize {
  readonly devices: number
  readonly eventsPerDevice: number
}

/** One registered device and the key that it writes and reads with. */
export interface FleetDevice {
  readonly deviceId: string
  readonly apiKey: string
}

/** A place where deployments can stand: this machine, or AWS. */
export interface Platform {
  /** What the place offers; asked for before anything is started. */
  machine(): Promise<Machine>
  /** Resolves when every component serves; start-up runs unclamped. Rejects, with nothing left running, on failure or abort. */
  start(plan: DeploymentPlan, signal: AbortSignal): Promise<Deployment>
  /** How the parts of `plan` will be set up, by name, known before anything is started: envelopes, pools, batches, waits. */
  tuning?(plan: DeploymentPlan, signal: AbortSignal): Promise<Readonly<Record<string, string>>>
}

/** How envelopes are enforced. With `none`, architectures are not comparable; it says why, and what would change that. */
export type Enforcement =
  | { readonly kind: 'cgroup v1' | 'cgroup v2' }
  | { readonly kind: 'none'; readonly because: string }

/** What a place offers; it goes into the cohort's record. */
export interface Machine {
  readonly cores: number
  readonly memoryBytes: number
  readonly envelopes: Enforcement
  /** Cores that the load generator has to itself. */
  readonly generatorCores: number
  /** Cores that all components share; 0 where they stand elsewhere. */
  readonly serverCores: number
  /** Kernel, CPU model, versions of every server: goes into each record as it is. */
  readonly facts: Readonly<Record<string, string>>
}

/** What may be done with a deployment, beyond loading it and looking at it. */
export type Ability = 'setTasks' | 'restart' | 'clamp'

/** An architecture that stands somewhere. Disposing stops every component and frees what it used. */
export interface Deployment extends AsyncDisposable {
  /** Of its methods those that do something here; the others reject. Whoever measures asks, and does without. */
  readonly abilities: readonly Ability[]
  readonly url: URL
  readonly operatorKey: string
  readonly fleet: readonly FleetDevice[]
  /** Effective settings and versions, into the record verbatim. */
  readonly environment: Readonly<Record<string, string>>
  /** Where each component listens and logs, for people. */
  readonly parts: readonly { readonly name: string; readonly address: string; readonly log: string }[]
  /** What the autoscaler did so far, oldest first. */
  readonly decisions: readonly ScalingDecision[]
  /** What died since the start, oldest first: whatever was measured across such a moment is worth nothing. */
  readonly losses: readonly Loss[]
  /** Runs k6 once against `url`. Aborting the signal kills it. */
  load(load: Load, signal: AbortSignal): Promise<LoadRun>
  /** All components, about once a second, until the signal aborts (then the iteration ends normally). */
  readings(signal: AbortSignal): AsyncIterable<Reading>
  /**
   * How long requests with the header `X-Witness: <run>-<n>` took by the load balancer's own clock, as they end, until the signal
   * aborts (then the iteration ends normally). Absent where a place has no such witness.
   */
  timings?(signal: AbortSignal): AsyncIterable<RequestTiming>
  /** Pins the number of tasks, or hands it to the autoscaler. Resolves when the pinned number serves. */
  setTasks(tasks: Tasks): Promise<void>
  /**
   * Starts a server again where it was, with what it had on disk, whether it has ended or not; `part` as in `parts`. Resolves when it
   * answers. Tasks need no such call: one that has ended is replaced.
   */
  restart(part: string): Promise<void>
  clamp(envelopes: Clamping): Promise<void>
  /** Has the database write all that it holds in memory, as it does by itself from time to time; absent where nobody can ask for it. */
  checkpoint?(): Promise<void>
  /**
   * As it was before the first request: fleet's history kept, everything newer removed. Needs `backlog() === 0`. `warm`: the cache holds the
   * latest event of each device; `cold`: it is empty.
   */
  reset(state: { readonly cache: 'warm' | 'cold' }): Promise<void>
  /** Events acknowledged as enqueued and not stored yet. */
  backlog(): Promise<number>
  /** Every event stored since the last reset, whoever sent it. */
  stored(): AsyncIterable<StoredEvent>
}

/** One request as the load balancer saw it. */
export interface RequestTiming {
  readonly run: number
  readonly n: number
  /** From the first byte of the request to the last of the answer, milliseconds. */
  readonly ms: number
}

/** One row of PostgreSQL's; a checksum stands for its measurements. */
export interface StoredEvent {
  readonly deviceId: string
  readonly eventId: string
  /** Milliseconds since the epoch. */
  readonly eventTime: number
  /** When PostgreSQL stored it, by its clock, milliseconds since the epoch. */
  readonly receivedAt: number
  /**
   * MD5 of its measurements as canonical JSON (RFC 8785), computed by PostgreSQL, hex. Absent where a place cannot tell: such an
   * event is not verified.
   */
  readonly checksum?: string
}

/** One k6 process. */
export interface Load {
  /** Path of the k6 script. */
  readonly script: string
  /** Environment of the script; the platform adds BASE_URL, FLEET_FILE and OPERATOR_KEY. */
  readonly environment: Readonly<Record<string, string>>
  /** More of k6's outputs, as its `--out` takes them, beside the rows that `LoadRun.lines` yields. */
  readonly outputs?: readonly string[]
  /** Put on every sample, in every output. */
  readonly tags?: Readonly<Record<string, string>>
}

/** A k6 process that runs. */
export interface LoadRun {
  /** k6's CSV output, line by line as it arrives, header first; ends when k6 has ended. */
  readonly lines: AsyncIterable<string>
  /** Asks k6 to stop (SIGINT): what is in flight is cut off. */
  stop(): void
  readonly ended: Promise<LoadEnd>
}

/** How a k6 process ended. */
export interface LoadEnd {
  /** k6's own; 0 where it ran to its end. Killed by a signal, 128 and the signal's number. */
  readonly exitCode: number
  /** CPU that k6 used in all. */
  readonly cpuSeconds: number
  /** The end of what k6 said, for an error message. */
  readonly stderr: string
}

/** A server or a task that ended by itself. */
export interface Loss {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Its name, as in `parts`. */
  readonly part: string
  /** How it ended, whether its memory ran out, and the end of its log. */
  readonly reason: string
}

/** One evaluation of the autoscaler that changed something; `awsSeconds`: AWS-equivalent seconds since it went live. */
export interface ScalingDecision {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly awsSeconds: number
  readonly component: 'api' | 'consumer'
  /** Tasks. */
  readonly from: number
  /** Tasks. */
  readonly to: number
  /** In words, with the datapoints that led to it. */
  readonly reason: string
}
