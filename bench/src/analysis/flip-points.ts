import type { CohortRecord } from '../record/record.ts'
import type { CostFindings } from './findings/cost.ts'
import type { ChangeKind, FlipFindings, Refusal } from './findings/flips.ts'
import type { WorkloadFindings } from './findings.ts'
import { capacitiesAtLimits } from './flips/capacities-at-limits.ts'
import { latencyFlips } from './flips/latency-flips.ts'
import { contestantsIn, leaderOf } from './flips/leader.ts'
import { mixFlips, writeShares } from './flips/mix-flips.ts'
import { targetLadder } from './flips/target-ladder.ts'
import { priceFlips, storageFlips } from './flips/value-flips.ts'
import type { Observation } from './observation.ts'

interface FlipInput {
  readonly observations: readonly Observation[]
  readonly workloads: readonly WorkloadFindings[]
  readonly cost: CostFindings
  /** Differences up to this share are ties. */
  readonly tie: number
}

/**
 * The smallest change of the mix, the latency limit, a price or what is stored that makes something else the best, and the cheapest
 * for each target; all within what was measured, and none within the noise: a change counts only where one is ahead of all others before or
 * after it.
 */
export function flipPoints(cohort: CohortRecord, input: FlipInput): FlipFindings {
  const { plan, machine } = cohort
  if (machine.envelopes.kind === 'none')
    return {
      flips: [],
      ladders: [],
      atLimits: [],
      refusals: everyKind(`unconstrained: ${machine.envelopes.because}`),
    }
  const { workloads, cost, tie, observations } = input
  const perWorkload = workloads.map((findings) => {
    const own = { plan, cost, tie, observations }
    const open = leaderOf(contestantsIn(findings, plan), tie)
    return {
      ladder: targetLadder(findings, own),
      flips: [...latencyFlips(findings, own), ...priceFlips(findings, own), ...storageFlips(findings, own)],
      refusals:
        open.kind === 'open'
          ? [{ kind: 'latency', workload: findings.workload, reason: open.reason } as const]
          : [],
    }
  })
  return {
    flips: [...mixFlips(plan, workloads, tie), ...perWorkload.flatMap(({ flips }) => flips)],
    ladders: perWorkload.map(({ ladder }) => ladder).filter(({ steps }) => steps.length > 0),
    atLimits: workloads.flatMap((findings) => capacitiesAtLimits(findings, { plan, observations })),
    refusals: [
      ...mixRefusals(cohort),
      ...perWorkload.flatMap(({ refusals }) => refusals),
      ...beyondData(cohort),
    ],
  }
}

const kinds = ['mix', 'target', 'latency', 'price', 'storage'] as const satisfies readonly ChangeKind[]

function everyKind(reason: string): readonly Refusal[] {
  return kinds.map((kind) => ({ kind, reason }))
}

function mixRefusals({ plan }: CohortRecord): readonly Refusal[] {
  const shares = writeShares(plan)
  const pages = plan.workloads.every(({ mix }) => mix.fleet === 0)
    ? [{ kind: 'mix', reason: 'pages of the fleet were not read: no mix with them is judged' } as const]
    : []
  if (shares.length < 2)
    return [...pages, { kind: 'mix', reason: 'fewer than two mixes of writes and reads were measured' }]
  return pages
}

/** Where the data end, whatever they say. */
function beyondData({ plan }: CohortRecord): readonly Refusal[] {
  return [
    {
      kind: 'latency',
      reason: `above ${plan.slo.latency.limitMs} ms only plateaus that ran to their end say anything: loads were stopped at that limit`,
    },
    {
      kind: 'storage',
      reason: `a fleet of more than ${plan.fleet.devices} devices was not measured: only what its storage costs is counted, not what it does to caches`,
    },
  ]
}
