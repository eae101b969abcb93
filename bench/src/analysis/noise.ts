import type { Architecture } from '@telemark/architecture'
import { boundsOf } from '../capacity/capacity.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workload } from '../plan/workload.ts'
import type { Noise, WorkloadFindings } from './findings.ts'
import { leadOf, leastTie } from './separation.ts'
import { twinsOf } from './twins.ts'

/**
 * What counts as a tie in this cohort. Two architectures that do the same under a workload are an A/A pair: as far as they
 * differ, differences say nothing. At least 5 %.
 */
export function noiseOf(plan: Plan, workloads: readonly WorkloadFindings[]): Noise {
  const seen = plan.workloads.flatMap((workload) =>
    twinsUnder(workload, plan.architectures).flatMap(([a, b]) => differenceOf(workload, [a, b], workloads)),
  )
  const [widest] = seen.toSorted((a, b) => b.share - a.share)
  return widest !== undefined && widest.share > leastTie ? widest : { share: leastTie }
}

function twinsUnder(
  workload: Workload,
  architectures: readonly Architecture[],
): readonly (readonly [Architecture, Architecture])[] {
  return architectures.flatMap((a, index) =>
    twinsOf(a, workload, architectures.slice(index + 1)).map((b) => [a, b] as const),
  )
}

function differenceOf(
  { name }: Workload,
  twins: readonly [Architecture, Architecture],
  workloads: readonly WorkloadFindings[],
): readonly Required<Noise>[] {
  const cells = workloads.find(({ workload }) => workload === name)?.cells ?? []
  const boundsFor = (twin: Architecture) =>
    boundsOf(cells.find(({ architecture }) => architecture === twin.name)?.capacity)
  const [a, b] = [boundsFor(twins[0]), boundsFor(twins[1])]
  const share = Math.max(leadOf(a, b), leadOf(b, a))
  return share > 0 ? [{ share, workload: name, twins: [twins[0].name, twins[1].name] }] : []
}
