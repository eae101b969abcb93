import type { Architecture, Control } from '@telemark/architecture'
import type { Machine, Reading, ScalingDecision } from '@telemark/deployment'
import type { ProbeResult } from '../capacity/probe.ts'
import type { Plan } from '../plan/plan.ts'
import type { Variant } from '../plan/variant.ts'
import type { Endpoint, Workload } from '../plan/workload.ts'

export const recordVersion = 2

/** `cohort.json`: what all trials of one run share. */
export interface CohortRecord {
  readonly version: typeof recordVersion
  readonly plan: Plan
  readonly machine: Machine
  readonly sizing: Sizing
  /** Of the checkout; `unknown` where there is none. */
  readonly commit: string
  /** Whether the checkout held changes that the commit does not; true where that is unknown. */
  readonly dirty: boolean
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** SHA-256 of the k6 scripts and of the service's source, so that cohorts that differ are not mixed. */
  readonly hashes: Readonly<Record<string, string>>
  /** What was decided before the first probe and stands nowhere else in this record. */
  readonly sealed?: SealedPlan
  /** SHA-256 of this record without this field, as canonical JSON, hex: what was decided before the first probe. */
  readonly seal?: string
  /** The arms with and without a planted defect, which of them has which being sealed until the end. */
  readonly controls?: SealedControls
}

/** SHA-256, hex, of the canonical JSON of what `EndRecord.controls` tells: its salt keeps anyone from trying what it could be. */
export interface SealedControls {
  readonly sha256: string
}

/** Which arm is what. */
export interface ControlAssignment {
  readonly salt: string
  /** By the arm's name. */
  readonly arms: Readonly<Record<string, Control | 'none'>>
}

/** What decides about a cohort besides its plan and its sizing. */
export interface SealedPlan {
  /** Limits and counts by which loads are stopped, judged and ended, by name. */
  readonly stoppingRules: Readonly<Record<string, number>>
  /** Effective settings of the parts, by name: pools, batches, waits, envelopes. */
  readonly tuning: Readonly<Record<string, string>>
  /** What is done, in its order, as far as it is decided beforehand. */
  readonly schedule: readonly string[]
  /** SHA-256 of the bench's own source: the rules that stand in no list. */
  readonly code: string
}

/** `end.json`: how a cohort ended. Absent while its first part runs, and where that was killed; later parts write it as they begin. */
export interface EndRecord {
  readonly version: typeof recordVersion
  readonly outcome: 'done' | 'interrupted' | 'failed'
  /** That were recorded. */
  readonly trials: number
  /** That belong to no trial, e.g. why there is none. */
  readonly warnings: readonly Warning[]
  /** What was sealed in `cohort.json`; absent where the cohort did not come to its end, or planted nothing. */
  readonly controls?: ControlAssignment
  /** How often the cohort was gone on with; absent where it never was. */
  readonly resumed?: number
  /** Wall-clock seconds that all its parts have taken. */
  readonly elapsedSeconds?: number
}

/** What the calibration measured and what was derived from it. */
export interface Sizing {
  /** Requests a second at which the generator stops being trusted, against the null service unclamped. */
  readonly generatorCeiling: number
  /** p99 of the null service at a low rate: the latency floor of this machine; 0 where no null service could be started. */
  readonly floorP99Ms: number
  /** 0 where nothing is sized, because it stands elsewhere. */
  readonly coresPerVcpu: number
  /** Milliseconds of API CPU that one request of the null service takes at this vCPU. */
  readonly nullCpuMs: { readonly write: number; readonly latest: number }
  /** Predicted capacity, requests a second, by architecture and workload name. */
  readonly predicted: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** The null service, unclamped, at a low rate, by two clocks: how far they are apart where nothing is wrong. */
  readonly witness?: Witness
  readonly monitoring?: Monitoring
  /** In words: why this vCPU, and what bounds it. */
  readonly reasons: readonly string[]
}

/** What taking the readings once a second costs: the same for every architecture, but for the parts that it has not. */
export interface Monitoring {
  /** On which it was measured, unclamped, without load: the one of the plan with the most parts. */
  readonly architecture: string
  /** How long, each time. */
  readonly seconds: number
  /** Without readings. */
  readonly idle: CpuMs
  /** With readings. */
  readonly sampled: CpuMs
}

/** Milliseconds of CPU a second; `bench`: the process that takes the readings. */
export type CpuMs = Readonly<Partial<Record<Reading['component'] | 'bench', number>>>

/** One trial: one stage of one cell, written when it ends. It stands for itself: all that was given is in it. */
export interface TrialRecord {
  readonly version: typeof recordVersion
  /** The file's name without its ending. */
  readonly id: string
  /** Of this trial within its cohort, from 1, so that a missing record shows. */
  readonly number: number
  /** As in `cohort.json`. */
  readonly cohort: CohortRecord
  readonly architecture: Architecture
  readonly workload: Workload
  readonly stage: Stage
  /** In what it differs from the trials that tell capacities; absent in those. */
  readonly variant?: Variant
  readonly block: number
  /** It was cut off: `loads` are those that were complete by then. */
  readonly interrupted?: true
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Milliseconds since the epoch. */
  readonly endedAt: number
  readonly environment: Readonly<Record<string, string>>
  readonly loads: readonly LoadRecord[]
  readonly decisions: readonly ScalingDecision[]
  readonly warnings: readonly Warning[]
  /** File name, beside the record: gzipped NDJSON of `Reading`. */
  readonly readingsFile: string
}

/** A trial with its readings loaded: what the analysis works on. */
export interface TrialWithReadings extends TrialRecord {
  readonly readings: readonly Reading[]
}

export type Stage = 'ramp' | 'probes' | 'confirmation' | 'stress' | 'soak'

/** One k6 process: what it sent, what came back, what was stored of it. */
export interface LoadRecord {
  /** The run number that its event ids carry. */
  readonly run: number
  readonly kind: 'ramp' | 'probe' | 'confirmation' | 'stress' | 'soak'
  /** Stages of the arrival rate: from the previous rate to `rate` within `seconds`. */
  readonly stages: readonly { readonly seconds: number; readonly rate: number }[]
  /** The judged interval, milliseconds since the epoch: the whole plateau after settling, or of a ramp the last 5 s before its breach, its settling left out. */
  readonly judgedFrom: number
  readonly judgedTo: number
  /** Requests a second offered in the judged interval. */
  readonly rate: number
  /** Of a ramp or a stress load: the rate that it held before it broke or ended, requests a second; absent where it held none that was judged. */
  readonly heldRate?: number
  readonly result: ProbeResult
  /** Of the judged interval. */
  readonly endpoints: readonly EndpointSummary[]
  /** Of a soak: its judged interval in three equal parts, oldest first. */
  readonly thirds?: readonly IntervalSummary[]
  /** Of the whole load, one a second. */
  readonly windows: readonly Window[]
  readonly droppedIterations: number
  readonly generatorCpuShare: number
  readonly latenessP99Ms: number
  /** Share of acknowledged events of the judged interval stored within one second of their sending. */
  readonly completion: number | undefined
  readonly peakBacklogEvents: number
  readonly drainSeconds: number
  readonly audit: Audit
  /** The canaries of the judged interval, by their delay; absent where nothing is written. */
  readonly freshness?: readonly FreshnessCount[]
  /** What the load balancer measured of the judged interval; absent where it was not asked. */
  readonly witness?: Witness
  /** Where the database was asked for a checkpoint meanwhile. */
  readonly checkpoint?: CheckpointRecord
  /** File name, beside the record: k6's CSV, gzipped. */
  readonly samplesFile: string
}

/** A checkpoint in the middle of a load, and what came back before it, while it was made and its pages were written anew, and after. */
export interface CheckpointRecord {
  /** When it was asked for, and when the database had done it; milliseconds since the epoch. */
  readonly from: number
  readonly to: number
  readonly before: readonly EndpointSummary[]
  readonly during: readonly EndpointSummary[]
  readonly after: readonly EndpointSummary[]
}

/** A part of a load; times in milliseconds since the epoch. */
export interface IntervalSummary {
  readonly from: number
  readonly to: number
  readonly endpoints: readonly EndpointSummary[]
}

/** Events of canaries that were read once, `delayMs` after they were sent. */
export interface FreshnessCount {
  readonly delayMs: number
  readonly asked: number
  /** Of those: the read answered with the event, or a later one. */
  readonly fresh: number
}

/** The same requests as two clocks saw them, connecting left out: the difference is the way between them. */
export interface Witness {
  readonly requests: number
  readonly balancer: WitnessedLatency
  readonly generator: WitnessedLatency
}

export interface WitnessedLatency {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
}

/** Whether a load goes up until it breaches, or holds one rate. */
export function rises(kind: LoadRecord['kind']): boolean {
  return kind === 'ramp' || kind === 'stress'
}

/** Latency is `http_req_blocked + http_req_duration`, of answers that succeeded; failures are counted in attempts. */
export interface EndpointSummary {
  readonly endpoint: Endpoint
  readonly attempts: number
  readonly failures: number
  readonly timeouts: number
  /** Answers that took at least as long as the SLO's latency limit. */
  readonly slow?: number
  /** Attempts by HTTP status; `0` where no answer came. */
  readonly statuses: Readonly<Record<string, number>>
  /** Absent where nothing succeeded. */
  readonly latency?: LatencySummary
}

export interface LatencySummary {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly maxMs: number
}

/** One second of a load. */
export interface Window {
  /** Its beginning, milliseconds since the epoch. */
  readonly at: number
  /** Requests a second. */
  readonly offeredRate: number
  readonly endpoints: readonly EndpointSummary[]
}

/** Acknowledged against stored, by exact event ids, after the drain; of the load and of its canaries. */
export interface Audit {
  readonly acknowledged: number
  readonly stored: number
  /** Acknowledged and not stored. */
  readonly lost: number
  /** One id stored under two times. */
  readonly duplicated: number
  /** Refused (4xx) and stored all the same, or stored and never sent. */
  readonly phantom: number
  /** No clear answer (5xx, timeout, cut off): may be stored or not. */
  readonly uncertain: number
  /** Stored with other measurements than were sent. */
  readonly corrupted?: number
  /** Stored, and their measurements were not compared. */
  readonly unverified?: number
}

/** A doubt about a measurement, printed and stored. */
export interface Warning {
  readonly kind:
    | 'unconstrained'
    | 'cpuPerRequestNotSettled'
    | 'generatorLimited'
    | 'repeatedInvalid'
    | 'partLost'
    | 'drainTimedOut'
    | 'lostEvents'
    | 'corruptedEvents'
    | 'budgetExhausted'
    | 'visitFailed'
    | 'trialMissing'
    | 'endedEarly'
    | 'interrupted'
    | 'resumed'
  readonly message: string
}
