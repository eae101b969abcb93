import { boundsOf } from '../capacity/capacity.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workload } from '../plan/workload.ts'
import type { WorkloadFindings } from './findings.ts'
import { type CapacityModel, capacityModel } from './statistics/capacity-model.ts'
import { twinsOf } from './twins.ts'

/** The capacities of one workload, and which architectures are one system in it. */
export interface WorkloadModel {
  readonly workload: string
  readonly model: CapacityModel
  /** The name of the first of those that do the same. */
  systemOf(architecture: string): string
}

/** Of all cells that were measured, also those that cannot win or stand below the line: they show the noise as well. */
export function workloadModel({ workload, cells }: WorkloadFindings, plan: Plan): WorkloadModel {
  const { mix } = plan.workloads.find(({ name }) => name === workload) as Workload
  const systems = new Map(
    plan.architectures.map((architecture) => [
      architecture.name,
      twinsOf(architecture, { mix }, plan.architectures)[0]?.name ?? architecture.name,
    ]),
  )
  const systemOf = (architecture: string) => systems.get(architecture) ?? architecture
  const seen = cells.flatMap(({ architecture, blocks }) =>
    blocks.map(({ block, capacity }) => ({ system: systemOf(architecture), block, ...boundsOf(capacity) })),
  )
  return { workload, model: capacityModel(seen), systemOf }
}
