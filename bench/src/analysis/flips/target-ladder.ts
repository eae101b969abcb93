import type { Plan } from '../../plan/plan.ts'
import type { CostFindings } from '../findings/cost.ts'
import type { TargetLadder } from '../findings/flips.ts'
import type { WorkloadFindings } from '../findings.ts'
import type { ArchitectureBounds } from '../ruling.ts'
import { separate } from '../separation.ts'
import { contestantsIn } from './leader.ts'

/** Which architecture is the cheapest that holds a target: who costs more is listed only if it holds more, beyond the noise. */
export function targetLadder(
  findings: WorkloadFindings,
  { plan, cost, tie }: { plan: Plan; cost: CostFindings; tie: number },
): TargetLadder {
  const usdOf = ({ architecture }: ArchitectureBounds) =>
    cost.architectures.find((each) => each.architecture === architecture)?.monthlyUsd ?? 0
  const cheapestFirst = contestantsIn(findings, plan)
    .filter(({ bounds }) => bounds.held !== undefined)
    .toSorted((a, b) => usdOf(a) - usdOf(b))
  const steps: ArchitectureBounds[] = []
  for (const next of cheapestFirst)
    if (steps.every(({ bounds }) => separate(next.bounds, bounds, tie) === 'ahead')) steps.push(next)
  return {
    workload: findings.workload,
    targetRate: plan.targetRate,
    steps: steps.map((step) => ({
      architecture: step.architecture,
      upTo: step.bounds.held ?? 0,
      monthlyUsd: usdOf(step),
    })),
  }
}
