import type { ComponentKind, Control } from '@telemark/architecture'
import type { Reading, ScalingDecision } from '@telemark/deployment'
import type { Bounds, Capacity } from '../capacity/capacity.ts'
import type { ProbeResult } from '../capacity/probe.ts'
import type { Experiment } from '../plan/variant.ts'
import type { CheckpointRecord } from '../record/record.ts'

/** What `full` puts on trial beside the capacities; each is there where it was run. */
export interface ExperimentFindings {
  readonly controls?: ControlFindings
  readonly squeezes: readonly SqueezeFindings[]
  readonly checkpoints: readonly CheckpointFindings[]
  readonly doubled: readonly DoubledFindings[]
  readonly variants: readonly VariantFindings[]
  /** Stress loads in the autoscaler's own time. */
  readonly uncompressed: readonly UncompressedFindings[]
}

/** A value and what it may be as well. */
export interface Estimate {
  readonly value: number
  readonly from: number
  readonly to: number
}

/** What an arm shows that its twin does not. */
export type Alarm = Control['kind']

/** Whether the comparison finds the defects that were planted in it, and only these. */
export interface ControlFindings {
  /** The architecture that every arm is but for its defect. */
  readonly twin: string
  readonly workload: string
  readonly rounds: number
  readonly arms: readonly ArmFindings[]
  readonly pairs: PairFindings
  /** Absent until the assignment is revealed. */
  readonly outcome?: ControlOutcome
}

export interface ControlOutcome {
  readonly planted: number
  /** Of those: the arm shows the defect that was planted in it. */
  readonly found: number
  /** Arms without a defect. */
  readonly clean: number
  /** Of those: the arm shows a defect all the same. */
  readonly falseAlarms: number
  /** The revealed assignment is the one that was sealed before the first trial. */
  readonly sealHolds: boolean
}

export interface ArmFindings {
  readonly arm: string
  /** API CPU a request beyond the twin's in the same round, as a share; undefined where it was not read. */
  readonly excessCpu?: number
  /** Beyond this it is an alarm. */
  readonly excessLimit?: number
  /** Acknowledged events that are not stored. */
  readonly lost: number
  /** The lowest share of events stored within a second, and of canaries that were fresh in time. */
  readonly completion?: number
  readonly freshness?: number
  /** Judged without knowing what was planted. */
  readonly alarms: readonly Alarm[]
  /** Absent until it is revealed. */
  readonly planted?: Control | 'none'
}

/** The same system measured twice within a round: how much API CPU a request then differs. */
export interface PairFindings {
  /** Of the twin alone; once the arms are revealed, with each one that is clean. */
  readonly count: number
  /** Differences beyond the least that counts as one. */
  readonly differing: number
  readonly leastShare: number
  /** With 95 % confidence at most this share of such pairs differs; absent below 20 pairs. */
  readonly atMost?: number
}

/** One cell with each resource in turn cut by a fifth. */
export interface SqueezeFindings {
  readonly architecture: string
  readonly workload: string
  /** Capacity of the same deployment without a cut, measured before and after. */
  readonly unsqueezed: Bounds
  readonly elasticities: readonly Elasticity[]
  /** What the readings named. */
  readonly bottleneck?: NamedResource
  /** Whether cutting what the readings named moves the capacity by more than the interval. */
  readonly bottleneckStanding: 'confirmed' | 'notConfirmed' | 'notTested'
}

/** A component and what of it is used up. */
export interface NamedResource {
  readonly component: Reading['component'] | 'unknown'
  readonly resource: string
}

/** d ln(capacity) / d ln(resource): 1 where the capacity follows the resource, 0 where it does not depend on it. */
export interface Elasticity {
  readonly component: ComponentKind
  readonly resource: 'CPU' | 'connections'
  /** Of the resource that was left, e.g. 0.8. */
  readonly left: number
  readonly squeezed: Bounds
  /** Capacity with the cut over capacity without; absent where one is a bound only. */
  readonly ratio?: Estimate
  readonly elasticity?: Estimate
  /** The capacity fell by more than the interval; undefined where bounds do not tell. */
  readonly moves?: boolean
}

export interface CheckpointFindings extends CheckpointRecord {
  readonly architecture: string
  readonly workload: string
  /** Requests a second. */
  readonly rate: number
  readonly result: ProbeResult
}

/** The two that decide a workload, with twice as much CPU behind each vCPU. */
export interface DoubledFindings {
  readonly workload: string
  /** Best first, as they stand without doubling. */
  readonly pair: readonly [string, string]
  readonly single: readonly [Bounds, Bounds]
  readonly doubled?: readonly [Bounds, Bounds]
  readonly order: 'same' | 'machineDependent' | 'undecided' | 'notMeasured'
  /** Why it was not measured. */
  readonly reason?: string
}

/** A cell under other conditions, beside the capacity it has under those of the plan. */
export interface VariantFindings {
  readonly experiment: Experiment
  readonly variant: string
  readonly architecture: string
  readonly workload: string
  readonly capacity?: Capacity
  readonly ordinary?: Capacity
  readonly lost: number
  /** At that capacity. */
  readonly postgresHitShare?: number
  readonly redisHitShare?: number
}

/** A load that rises to the target in the autoscaler's own time. */
export interface UncompressedFindings {
  readonly architecture: string
  readonly workload: string
  /** Requests a second. */
  readonly reachedRate: number
  readonly targetRate: number
  readonly result: ProbeResult
  readonly peakTasks?: number
  readonly decisions: readonly ScalingDecision[]
}
