import { boundsOf } from '../../capacity/capacity.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Flip } from '../findings/flips.ts'
import type { WorkloadFindings } from '../findings.ts'
import { capacityLoads, type Observation } from '../observation.ts'
import { boundsTogether } from '../twins.ts'
import { capacityAtLimit } from './capacity-at-limit.ts'
import { contestantsIn, leaderOf } from './leader.ts'
import { nearestFlips } from './nearest-flips.ts'

/** Limits that are tried, milliseconds. */
const triedLimits = { from: 20, to: 1000, step: 10 } as const

/** At which latency limit something else is best under `findings`, from the p99 of every rate that was probed. */
export function latencyFlips(
  findings: WorkloadFindings,
  { plan, observations, tie }: { plan: Plan; observations: readonly Observation[]; tie: number },
): readonly Flip[] {
  const { workload } = findings
  const measured = contestantsIn(findings, plan)
  const boundsAt = (architecture: string, limitMs: number) => {
    const own = observations.filter(
      ({ trial }) => trial.architecture.name === architecture && trial.workload.name === workload,
    )
    return boundsOf(capacityAtLimit(loadsOf(own), plan.slo, limitMs))
  }
  const count = (triedLimits.to - triedLimits.from) / triedLimits.step
  return nearestFlips({
    change: { kind: 'latency' },
    workload,
    here: plan.slo.latency.limitMs,
    values: Array.from({ length: count + 1 }, (_, index) => triedLimits.from + index * triedLimits.step),
    sideAt: (limitMs) =>
      leaderOf(
        measured.map(({ architecture, twins }) => ({
          architecture,
          twins,
          bounds: boundsTogether(twins.map((twin) => boundsAt(twin, limitMs))),
        })),
        tie,
      ),
  })
}

function loadsOf(observations: readonly Observation[]) {
  return capacityLoads(observations).map(({ load }) => load)
}
