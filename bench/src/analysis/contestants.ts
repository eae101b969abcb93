import type { Architecture } from '@telemark/architecture'
import { boundsOf } from '../capacity/capacity.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workload } from '../plan/workload.ts'
import { cannotWin } from './cannot-win.ts'
import type { WorkloadFindings } from './findings.ts'
import type { ArchitectureBounds } from './ruling.ts'
import { boundsTogether, twinsOf } from './twins.ts'

/**
 * Who may win a workload, and with what in every block: losing acknowledged events is no way to win, and twins hold the same. A block without any valid
 * measurement says nothing.
 */
export function contestants(
  { workload, cells }: WorkloadFindings,
  { architectures, workloads }: Plan,
): readonly ArchitectureBounds[] {
  const { mix } = workloads.find(({ name }) => name === workload) as Workload
  const blocksOf = ({ name }: Architecture) =>
    (cells.find(({ architecture }) => architecture === name)?.blocks ?? []).flatMap(({ capacity }) =>
      capacity.kind === 'invalid' ? [] : [boundsOf(capacity)],
    )
  const mayWin = (name: string) =>
    cells.some((cell) => cell.architecture === name && cannotWin(cell).length === 0)
  return architectures
    .filter(({ name }) => mayWin(name))
    .map((architecture) => {
      const twins = twinsOf(architecture, { mix }, architectures)
      const blocks = twins.flatMap(blocksOf)
      const [only, ...more] = blocks
      return {
        architecture: architecture.name,
        twins: twins.map(({ name }) => name),
        bounds: only !== undefined && more.length === 0 ? only : boundsTogether(blocks),
      }
    })
}
