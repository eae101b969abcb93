import { boundsOf } from '../capacity/capacity.ts'
import type { Plan } from '../plan/plan.ts'
import type { CellFindings, Noise, WorkloadFindings } from './findings.ts'
import { type CapacityInterval, cellInterval } from './statistics/cell-interval.ts'
import { type WorkloadModel, workloadModel } from './workload-model.ts'

/** `findings` with the interval of each cell: over its blocks; where these are too few the bracket, widened by the noise. */
export function withIntervals(findings: WorkloadFindings, plan: Plan, noise: Noise): WorkloadFindings {
  const model = workloadModel(findings, plan)
  return {
    ...findings,
    cells: findings.cells.map((cell) => {
      const interval = intervalOf(cell, model, noise)
      return { ...cell, ...(interval !== undefined && { interval }) }
    }),
  }
}

function intervalOf(
  { architecture, blocks, capacity }: CellFindings,
  { model, systemOf }: WorkloadModel,
  { share }: Noise,
): CapacityInterval | undefined {
  if (capacity === undefined || capacity.kind === 'invalid') return undefined
  const system = systemOf(architecture)
  const found = model.blocks > 1 ? cellInterval(model, system) : undefined
  if (found !== undefined) return found
  const { held, failed } = boundsOf(capacity)
  return {
    ...(held !== undefined && { from: held / (1 + share) }),
    ...(failed !== undefined && { to: failed * (1 + share) }),
    blocks: blocks.length,
  }
}
