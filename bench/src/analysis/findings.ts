import type { Acknowledgement, ComponentKind, Failure } from '@telemark/architecture'
import type { Reading, ScalingDecision } from '@telemark/deployment'
import type { Bounds, Capacity } from '../capacity/capacity.ts'
import type { ProbeResult } from '../capacity/probe.ts'
import type { Freshness } from '../plan/slo.ts'
import type { Audit, CohortRecord, EndpointSummary, LoadRecord, Warning } from '../record/record.ts'
import type { BlockCapacity } from './block-capacities.ts'
import type { Disqualification } from './cannot-win.ts'
import type { RateProof } from './cell-capacity.ts'
import type { ExperimentFindings } from './experiment-findings.ts'
import type { CostFindings } from './findings/cost.ts'
import type { DollarOptimal } from './findings/dollar-optimal.ts'
import type { FlipFindings } from './findings/flips.ts'
import type { OperationalLaws } from './findings/laws.ts'
import type { SizeModels } from './findings/size-models.ts'
import type { Smoothness } from './findings/smoothness.ts'
import type { CapacityInterval } from './statistics/cell-interval.ts'
import type { Timeline } from './timeline.ts'

/** All that a cohort's records say; reports only format it. The same records give the same findings. */
export interface Findings {
  readonly cohort: CohortRecord
  /** In the order of the plan. */
  readonly workloads: readonly WorkloadFindings[]
  readonly stress: readonly StressFindings[]
  /** Cells that were held at one rate for long, in the order in which they were run. */
  readonly holds: readonly HoldFindings[]
  /** In the order in which they were run. */
  readonly loads: readonly LoadFindings[]
  readonly claims: readonly ClaimFindings[]
  /** What was put on trial beside the capacities; absent where nothing was. */
  readonly experiments?: ExperimentFindings
  readonly laws: OperationalLaws
  readonly smoothness: readonly Smoothness[]
  readonly cost: CostFindings
  readonly flips: FlipFindings
  /** Of the cells whose resources were squeezed. */
  readonly dollarOptimal?: readonly DollarOptimal[]
  /** What `sizeFor` sizes an architecture with. */
  readonly sizeModels: SizeModels
  /** Of every ramp and stress load, in the order in which they were run. */
  readonly timelines: readonly Timeline[]
  readonly verdict: Verdict
  /** Of every trial, without repetitions. */
  readonly warnings: readonly Warning[]
}

export interface WorkloadFindings {
  readonly workload: string
  /** Where the architectures are compared, requests a second: every one with a capacity holds it. Absent where none has one. */
  readonly commonRate?: number
  /** One for each architecture of the plan, measured or not. */
  readonly cells: readonly CellFindings[]
}

/** One architecture under one workload. */
export interface CellFindings {
  readonly architecture: string
  readonly workload: string
  readonly acknowledgement: Acknowledgement
  /** What its acknowledged events survive. */
  readonly survives: readonly Failure[]
  /** It stands below the line: nobody asked for it. */
  readonly rival: boolean
  readonly holdsTarget: 'yes' | 'no' | 'unknown'
  /** By the loads of all blocks together; absent while nothing was measured. */
  readonly capacity?: Capacity
  /** By the loads of each block on its own. */
  readonly blocks: readonly BlockCapacity[]
  /** Where the capacity lies, over the blocks. */
  readonly interval?: CapacityInterval
  /** The capacity comes from the ramp alone: no plateau has confirmed it. */
  readonly provisional: boolean
  /** The highest rate that a confirmation, half a minute, held, and proved. */
  readonly confirmedRate?: number
  /** What it proves of slow answers; where none proved enough, what the highest that held proves. */
  readonly confirmation?: RateProof
  /** The highest rate that a ramp held before its breach. */
  readonly rampRate?: number
  readonly atCommonRate?: Operation
  readonly partsAtCommonRate?: Parts
  /** At the highest rate that passed. */
  readonly atCapacity?: Operation
  /** At the lowest rate that failed. */
  readonly atBreach?: Operation
  readonly bottleneck?: Bottleneck
  /** Summed over every load of the cell. */
  readonly audit: Audit
  /** How old reads were at the rates that were held; absent where nothing is written. */
  readonly freshness?: FreshnessFindings
  /** What the parts did at the highest rate that passed; where none passed, at the lowest that failed. */
  readonly parts?: Parts
  readonly demand?: DemandFindings
}

/** What the canaries of a cell say together. */
export interface FreshnessFindings {
  readonly limit: Freshness
  /** Of the bounds, e.g. 0.95. */
  readonly confidence: number
  /** The shortest first. */
  readonly delays: readonly {
    readonly delayMs: number
    readonly asked: number
    readonly fresh: number
    /** Bounds of the share that is fresh, each one-sided. */
    readonly atLeast: number
    readonly atMost: number
  }[]
  /** Where it is broken, the cell does not hold its SLO. */
  readonly kept: 'yes' | 'no' | 'unknown'
}

/** What a cell did at one rate. */
export interface Operation {
  readonly source: 'confirmation' | 'probe' | 'ramp' | 'rampWindows' | 'soak'
  /** Requests a second. */
  readonly rate: number
  readonly endpoints: readonly EndpointSummary[]
  readonly attempts: number
  readonly failures: number
  readonly timeouts: number
  /** Attempts by HTTP status, all endpoints; `0` where no answer came. */
  readonly statuses: Readonly<Record<string, number>>
}

/** What set the capacity, and the rule that says so. */
export interface Bottleneck {
  readonly component: Reading['component'] | 'unknown'
  readonly resource: 'CPU' | 'memory' | 'connections' | 'waits' | 'backlog' | 'unknown'
  /** Used share of the envelope, where the resource has one. */
  readonly share?: number
  readonly rule: string
  /** The readings of the component at the load that failed. */
  readonly evidence?: readonly Evidence[]
  /** The component whose CPU would be named next; absent where no other has readings. */
  readonly runnerUp?: { readonly component: ComponentKind; readonly evidence: readonly Evidence[] }
  /** The readings do not tell the two apart: both are used up, and stand still about as long. */
  readonly close?: boolean
}

/** One reading that a bottleneck is named by. */
export interface Evidence {
  readonly component: Reading['component']
  readonly quantity:
    | 'CPU'
    | 'CPU cores'
    | 'throttled'
    | 'CPU at half the capacity'
    | 'memory'
    | 'requests waiting for a connection'
    | 'connections waiting'
    | 'connections active'
    | 'evictions a second'
    | 'events waiting'
    | 'requests queued'
  /** A share for CPU, throttled and memory; otherwise a mean level, or a rate. */
  readonly value: number
}

/** Shares are of the envelope (1 = all of it); absent where the deployment has no such part or reading. */
export interface Parts {
  readonly cpu: Partial<Record<Reading['component'], CpuUse>>
  readonly memoryBytes: Partial<Record<Reading['component'], number>>
  readonly memoryShare: Partial<Record<Reading['component'], number>>
  readonly eventLoopDelayP99Ms?: number
  readonly poolWaitingPeak?: number
  readonly connectionsPeak?: number
  readonly readsPerSecond?: number
  readonly writesPerSecond?: number
  readonly fsyncsPerSecond?: number
  readonly transactionsPerSecond?: number
  readonly walBytesPerSecond?: number
  readonly postgresHitShare?: number
  readonly heapOnlyShare?: number
  /** Coefficient of variation of the rows committed, second by second. */
  readonly committedVariation?: number
  readonly redisHitShare?: number
  readonly generatorCpuShare: number
  /** Over every load of the cell. */
  readonly peakTasks?: number
  readonly peakLagEvents: number
  readonly peakLagSeconds?: number
  readonly longestDrainSeconds: number
}

export interface CpuUse {
  readonly cores: number
  /** Absent where the component has no CPU limit. */
  readonly share?: number
  /** Seconds throttled a second, mean over the tasks. */
  readonly throttledShare?: number
}

/** What one request costs each component, and the capacity that follows: where the first of them is used up. */
export interface DemandFindings {
  /** At the load of `parts`. */
  readonly cpuMsPerRequest: Partial<Record<ComponentKind, number>>
  readonly prediction?: Prediction
  /** From the calibration, before anything was measured. */
  readonly calibratedRate?: number
}

/** From the CPU a request at a lower rate: it does not depend on the load that set the capacity. */
export interface Prediction {
  /** Requests a second. */
  readonly rate: number
  /** The component that is used up first. */
  readonly by: ComponentKind
  readonly from: Pick<Operation, 'source' | 'rate'>
  /** Each end of the measured capacity / `rate` - 1. */
  readonly deviation: Bounds
  /** Present where an end of the capacity is more than 25 % away. */
  readonly departure?: Departure
}

/**
 * Why a capacity is not where its prediction is, as far as the readings say. `wideBracket`: the cost at the capacity predicts a rate within
 * the bracket or close to one end, but the other is far.
 */
export type Departure = {
  /** CPU that the predicted component used at the capacity, of its envelope. */
  readonly share: number
  /** Milliseconds of its CPU a request, and the rates at which they were measured. */
  readonly cost: Readonly<Record<'before' | 'now', { readonly ms: number; readonly rate: number }>>
} & (
  | { readonly kind: 'costChanged' | 'wideBracket' | 'unexplained' }
  | { readonly kind: 'endedByOther'; readonly bottleneck: Bottleneck }
)

/** The autoscaler live under a rising load. */
export interface StressFindings {
  readonly architecture: string
  readonly workload: string
  readonly targetRate: number
  /** The highest rate offered before the breach, or of the whole load. */
  readonly reachedRate: number
  readonly result: ProbeResult
  readonly peakTasks?: number
  readonly decisions: readonly ScalingDecision[]
}

/** One rate for long, and what drifted: of everything the mean of its first third and of its last. */
export interface HoldFindings {
  readonly architecture: string
  readonly workload: string
  readonly run: number
  /** Requests a second. */
  readonly rate: number
  /** That were judged. */
  readonly seconds: number
  readonly result: ProbeResult
  /** Of all answers of a third, milliseconds. */
  readonly p99Ms: readonly (Drift & { readonly endpoint: EndpointSummary['endpoint'] })[]
  /** All tasks of a component together. */
  readonly memoryBytes: Partial<Record<ComponentKind, Drift>>
  /** All tables with their indexes. */
  readonly tableBytes?: Drift
  /** That ended meanwhile. */
  readonly checkpoints?: number
}

export interface Drift {
  readonly first: number
  readonly last: number
}

/** One load, and whether the capacity of its cell agrees with it. */
export interface LoadFindings
  extends Pick<
    LoadRecord,
    'run' | 'kind' | 'rate' | 'result' | 'latenessP99Ms' | 'generatorCpuShare' | 'witness'
  > {
  readonly architecture: string
  readonly workload: string
  /**
   * `bound`: it sets an end of the capacity. `overruled`: another load said otherwise, e.g. when the same rate was asked again.
   * `unused`: invalid, with a live autoscaler, or a ramp that held no rate. `arm`: of a variant, which tells no capacity of the plan's.
   */
  readonly standing: 'bound' | 'agrees' | 'overruled' | 'unused' | 'arm'
  /** The name of the variant that its trial was run in. */
  readonly variant?: string
}

export type Kept = 'yes' | 'partly' | 'no' | 'unknown'

/** What an architecture adds to the one before it should improve this; did it? */
export interface ClaimFindings {
  readonly architecture: string
  readonly against: string
  readonly intended: string
  readonly measured: readonly Measure[]
  readonly kept: Kept
  /** The rule by which it is kept, or why that is not known. */
  readonly rule: string
}

/** One quantity of the architecture beside that of the one it is compared with. */
export interface Measure {
  readonly quantity: string
  readonly unit: string
  readonly value?: number
  readonly against?: number
}

/** Who is best under each workload, and over all of them. */
export interface Rulings {
  readonly workloads: readonly WorkloadVerdict[]
  readonly overall: Ruling
}

/** Of the architectures that were asked for. */
export interface Verdict extends Rulings {
  /** By latency and failures alone, from the same loads: as if nobody had to store in time, or show what is stored. */
  readonly withoutFreshness: Rulings
  /** The same with those below the line; absent where none of them was measured under every workload. */
  readonly withRivals?: Rulings & { readonly rivals: readonly string[] }
  readonly noise: Noise
  /** Some capacity comes from a ramp alone. */
  readonly provisional: boolean
}

/** How far apart capacities must lie to differ. */
export interface Noise {
  /** Relative, e.g. 0.05. */
  readonly share: number
  /** The architectures that do the same under `workload` and differed by so much; absent where 5 % is the larger. */
  readonly workload?: string
  readonly twins?: readonly [string, string]
  readonly pairs: PairFindings
}

/** Pairs of architectures that do the same, one a workload: those that differ all the same are false alarms. */
export interface PairFindings {
  readonly pairs: number
  readonly differ: number
  /** With `confidence` not more than `share` of such pairs differ; absent below 20 pairs, of which no rate is claimed. */
  readonly bound?: { readonly share: number; readonly confidence: number }
}

export interface WorkloadVerdict {
  readonly workload: string
  readonly ruling: Ruling
  /** The best of those that commit before they answer, where the winner does not. */
  readonly bestCommitted?: string
  /** They cannot win: by what they lost, stored twice or otherwise, or showed too late. */
  readonly excluded: readonly string[]
  readonly disqualified: readonly {
    readonly architecture: string
    readonly because: readonly Disqualification[]
  }[]
  /** The strongest against each of the others, adjusted for all comparisons; empty as long as one block is all there is. */
  readonly comparisons: readonly ComparisonFindings[]
  /** May still turn out to be the best, the strongest first; empty once the blocks have named it. */
  readonly inTheRace: readonly string[]
  /** A ranking within each durability class; empty where there is only one. */
  readonly classes: readonly ClassRanking[]
}

/** `best` has `ratio` times the capacity of `other`. */
export interface ComparisonFindings {
  readonly best: string
  readonly other: string
  readonly ratio: number
  readonly interval: RatioInterval
}

/** Where a ratio of capacities lies: with `confidence` all such intervals of a cohort hold together. */
export interface RatioInterval {
  readonly from: number
  readonly to: number
  readonly confidence: number
}

/** The architectures whose acknowledged events survive the same. */
export interface ClassRanking {
  readonly survives: readonly Failure[]
  /** Best first. */
  readonly ranked: readonly string[]
  readonly ruling: Ruling
}

export type Ruling =
  /**
   * `basis`: `blocks` where an interval proves every lead; `brackets` where blocks are too few for one, and brackets that do not overlap decide for now. `ratio`: of the
   * capacities, where there is an `interval`; otherwise what `best` held by the rate at which `runnerUp` failed, and so its lead at least.
   */
  | {
      readonly kind: 'winner'
      readonly best: string
      readonly runnerUp: string
      readonly basis: 'brackets' | 'blocks'
      readonly ratio: number
      readonly interval?: RatioInterval
      readonly givesUp: readonly string[]
    }
  /** The best ones that the measurement cannot tell apart, best first. */
  | { readonly kind: 'tie'; readonly between: readonly string[]; readonly reason: string }
  | { readonly kind: 'withheld'; readonly reason: string }
