import type { Architecture, ComponentKind } from '@telemark/architecture'
import { components, maxTasks } from '@telemark/architecture'
import type { MeasuredCell } from '../../../analysis/explorer/measured.ts'
import { measuredLoads } from '../../../analysis/explorer/measured.ts'
import { rivals } from '../../../plan/in-question.ts'
import type { Plan } from '../../../plan/plan.ts'
import { sloOf } from '../../../plan/slo-of.ts'
import { standsElsewhere } from '../../../plan/stands-elsewhere.ts'
import type { Workload } from '../../../plan/workload.ts'
import { sayComponent } from '../../words.ts'
import type { ExplorerData } from '../page-data.ts'
import { observationsOfCell, type PageInput } from '../page-input.ts'

/** The example of the explorer's text box. */
const fleet = '20,000 devices every 5 min, 90 days kept'

/** What the explorer asks; undefined where no cell was measured. */
export function explorerData(input: PageInput): ExplorerData | undefined {
  const { findings } = input
  const { plan } = findings.cohort
  const cells = plan.workloads.flatMap((workload) => cellsOf(workload, input))
  if (cells.every(({ loads }) => loads.length === 0)) return undefined
  const { percentile, limitMs } = plan.slo.latency
  return {
    percentile: `p${percentile}`,
    fleet,
    measured: {
      cells,
      limitMs,
      noiseShare: findings.verdict.noise.share,
      sizes: findings.sizeModels,
      architectures: plan.architectures.map((architecture) => ({
        name: architecture.name,
        ...(standsElsewhere(plan) ? {} : { size: sizeOf(architecture, plan) }),
        rival: rivals(plan.architectures).includes(architecture),
        disqualified: findings.verdict.workloads.flatMap(({ workload, excluded }) =>
          excluded.includes(architecture.name) ? [workload] : [],
        ),
      })),
    },
  }
}

function cellsOf(workload: Workload, input: PageInput): readonly MeasuredCell[] {
  const { write, latest, fleet } = workload.mix
  const { plan } = input.findings.cohort
  const cells = input.findings.workloads.find((found) => found.workload === workload.name)?.cells ?? []
  return cells.map((cell) => ({
    architecture: cell.architecture,
    workload: workload.name,
    writeShare: write / (write + latest + fleet),
    ...(cell.capacity && { capacity: cell.capacity }),
    loads: measuredLoads(observationsOfCell(input, cell), sloOf(plan, workload).latency.percentile),
  }))
}

/** e.g. `3 API x 1 vCPU, Redis 1 vCPU, PostgreSQL 2 vCPU`: without the balancer, which has no size. */
function sizeOf(architecture: Architecture, { sizes }: Plan): string {
  const parts = components(architecture).flatMap((component) => {
    const size = component in sizes ? sizes[component as keyof typeof sizes] : undefined
    if (size === undefined) return []
    const tasks = tasksOf(component, architecture)
    return [`${tasks > 1 ? `${tasks} x ` : ''}${sayComponent(component)} ${size.vcpu} vCPU`]
  })
  return parts.join(', ')
}

function tasksOf(component: ComponentKind, { scaling, ingest }: Architecture): number {
  if (component === 'api') return maxTasks(scaling)
  return component === 'consumer' && ingest.kind === 'queued' ? maxTasks(ingest.consumers) : 1
}
