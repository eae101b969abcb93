import type { Architecture } from '@telemark/architecture'
import { acknowledgement, durabilityClass } from '@telemark/architecture'
import { boundsOf } from '../capacity/capacity.ts'
import { rivals } from '../plan/in-question.ts'
import type { Workload } from '../plan/workload.ts'
import type { CohortRecord } from '../record/record.ts'
import type { Observed } from './at-rate.ts'
import { breachAt, observedAt, observedBelow, passAt, quietBelow } from './at-rate.ts'
import { auditTotal } from './audit-total.ts'
import { bottleneckOf } from './bottleneck.ts'
import type { CellCapacity } from './cell-capacity.ts'
import { demandOf } from './demand.ts'
import type { Bottleneck, CellFindings } from './findings.ts'
import { freshnessFindings } from './freshness.ts'
import { holdsTarget } from './holds-target.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'
import { capacityLoads } from './observation.ts'
import { partsOf } from './parts.ts'

export interface CellInput {
  readonly architecture: Architecture
  readonly workload: Workload
  /** Of this cell only. */
  readonly observations: readonly Observation[]
  readonly capacity: CellCapacity | undefined
  readonly commonRate: number | undefined
  readonly cohort: CohortRecord
}

/** All that is known of one architecture under one workload. */
export function cellFindings(input: CellInput): CellFindings {
  const { architecture, workload, cohort } = input
  const observations = capacityLoads(input.observations)
  const { capacity, blocks = [], provisional = false, confirmedRate } = input.capacity ?? {}
  const { held: pass, failed: fail } = boundsOf(capacity)
  const comparedAt =
    pass === undefined || input.commonRate === undefined ? undefined : Math.min(pass, input.commonRate)
  const atCommonRate = comparedAt === undefined ? undefined : observedAt(observations, comparedAt)
  const atCapacity = pass === undefined ? undefined : passAt(observations, pass)
  const atBreach = fail === undefined ? undefined : breachAt(observations, fail)
  const bottleneck = bottleneckFor(input.capacity, {
    atBreach,
    atCapacity,
    quiet: quietBelow(observations, pass ?? fail),
  })
  const partsIn = (observed: Observed) => partsOf(observed, input.observations, workload)
  const busiest = atCapacity ?? atBreach
  const parts = busiest && partsIn(busiest)
  const freshness = freshnessFindings(observations, cohort.plan.slo.freshness)
  const calibratedRate = cohort.sizing.predicted[architecture.name]?.[workload.name]
  return {
    architecture: architecture.name,
    workload: workload.name,
    acknowledgement: acknowledgement(architecture),
    survives: durabilityClass(architecture),
    rival: rivals(cohort.plan.architectures).includes(architecture),
    holdsTarget: freshness?.kept === 'no' ? 'no' : holdsTarget(capacity, cohort.plan.targetRate),
    provisional,
    blocks,
    audit: auditTotal(input.observations),
    ...known({
      freshness,
      capacity,
      confirmedRate,
      confirmation: input.capacity?.confirmation,
      rampRate: input.capacity?.rampRate,
      atCommonRate: atCommonRate?.operation,
      partsAtCommonRate: atCommonRate && partsIn(atCommonRate),
      atCapacity: atCapacity?.operation,
      atBreach: atBreach?.operation,
      bottleneck,
      parts,
      demand:
        busiest &&
        demandOf({
          atCapacity: busiest,
          below: observedBelow(observations, pass ?? fail),
          measured: boundsOf(capacity),
          calibratedRate,
          bottleneck,
        }),
    }),
  }
}

interface Loads {
  readonly atBreach: Observed | undefined
  readonly atCapacity: Observed | undefined
  readonly quiet: Observed | undefined
}

function bottleneckFor(
  found: CellCapacity | undefined,
  { atBreach, atCapacity, quiet }: Loads,
): Bottleneck | undefined {
  const capacity = found?.capacity
  if (capacity === undefined) return undefined
  if (capacity.kind === 'atLeast' && capacity.reason === 'generator')
    return {
      component: 'loadGenerator',
      resource: 'CPU',
      ...known({ share: atCapacity?.generatorCpuShare }),
      rule: 'what lies beyond could not be sent in time',
    }
  if (atBreach === undefined || !('breach' in capacity)) return undefined
  return bottleneckOf({ view: atBreach.view, breach: capacity.breach, quiet: quiet?.view })
}
