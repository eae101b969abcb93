import type { Architecture } from '@telemark/architecture'
import { boundsOf } from '../capacity/capacity.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workload } from '../plan/workload.ts'
import type { WorkloadFindings } from './findings.ts'
import { keepsAll } from './integrity.ts'
import type { ArchitectureBounds } from './ruling.ts'
import { boundsTogether, twinsOf } from './twins.ts'

/** Who may win a workload, and with what: losing acknowledged events is no way to win, and twins hold the same. */
export function contestants(
  { workload, cells }: WorkloadFindings,
  { architectures, workloads }: Plan,
): readonly ArchitectureBounds[] {
  const { mix } = workloads.find(({ name }) => name === workload) as Workload
  const boundsFor = (twin: Architecture) =>
    boundsOf(cells.find(({ architecture }) => architecture === twin.name)?.capacity)
  const mayWin = (name: string) =>
    cells.some(({ architecture, audit }) => architecture === name && keepsAll(audit))
  return architectures
    .filter(({ name }) => mayWin(name))
    .map((architecture) => {
      const twins = twinsOf(architecture, { mix }, architectures)
      return {
        architecture: architecture.name,
        twins: twins.map(({ name }) => name),
        bounds: twins.length === 1 ? boundsFor(architecture) : boundsTogether(twins.map(boundsFor)),
      }
    })
}
