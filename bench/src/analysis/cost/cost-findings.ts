import type { Architecture, ComponentKind } from '@telemark/architecture'
import { boundsOf } from '../../capacity/capacity.ts'
import { standsElsewhere } from '../../plan/stands-elsewhere.ts'
import { endpoints, type Workload } from '../../plan/workload.ts'
import type { CohortRecord } from '../../record/record.ts'
import { tasksOf } from '../../sizing/predict.ts'
import type { ArchitectureCost, CellCost, CostFindings } from '../findings/cost.ts'
import type { CellFindings, WorkloadFindings } from '../findings.ts'
import { awsItems, taskUsd } from './aws-sizes.ts'
import { bytesARequest, hoursAMonth, prices } from './prices.ts'

const secondsAMonth = hoursAMonth * 3600
/** Of its capacity: a usual load, with room for the day's peak. */
const usualShare = 0.6

/** What each architecture costs a month, and what a request costs in each cell; nothing of services that stand elsewhere. */
export function costFindings(
  { plan }: Pick<CohortRecord, 'plan'>,
  workloads: readonly WorkloadFindings[],
): CostFindings {
  // Of what stands elsewhere nobody knows what runs there.
  const priced = standsElsewhere(plan) ? [] : plan.architectures
  const architectures = priced.map((architecture) => costOf(architecture, plan.sizes))
  const budgetUsd = Math.max(0, ...architectures.map(({ monthlyUsd }) => monthlyUsd))
  return {
    pricesOf: Object.values(prices)
      .map(({ asOf }) => asOf)
      .toSorted()
      .at(-1) as string,
    budgetUsd,
    architectures,
    cells: workloads.flatMap(({ cells }) =>
      cells.flatMap((cell) => cellCost(cell, { plan, architectures, budgetUsd })),
    ),
  }
}

function costOf(architecture: Architecture, sizes: CohortRecord['plan']['sizes']): ArchitectureCost {
  const items = awsItems(architecture, sizes)
  return {
    architecture: architecture.name,
    items,
    monthlyUsd: items.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0),
  }
}

interface Known {
  readonly plan: CohortRecord['plan']
  readonly architectures: readonly ArchitectureCost[]
  readonly budgetUsd: number
}

function cellCost(cell: CellFindings, known: Known): readonly CellCost[] {
  const { architectures, plan } = known
  const rate = boundsOf(cell.capacity).held
  const cost = architectures.find(({ architecture }) => architecture === cell.architecture)
  const workload = plan.workloads.find(({ name }) => name === cell.workload)
  if (rate === undefined || cost === undefined || workload === undefined) return []
  const at = (load: number) => monthlyAt(cost.monthlyUsd, workload, load)
  const million = (load: number) => (at(load) / (load * secondsAMonth)) * 1e6
  const atBudget = cellAtBudget(cell, { ...known, rate, spentUsd: cost.monthlyUsd })
  return [
    {
      architecture: cell.architecture,
      workload: cell.workload,
      rate,
      monthlyUsd: at(rate),
      perMillionUsd: { atCapacity: million(rate), at60Percent: million(rate * usualShare) },
      ratePerUsd: rate / at(rate),
      ...(atBudget !== undefined && { atBudget }),
    },
  ]
}

/** Dollars a month at `rate`: what runs, and the balancer's capacity units, of which the bytes are the largest part. */
function monthlyAt(fixedUsd: number, workload: Workload, rate: number): number {
  const total = endpoints.reduce((sum, endpoint) => sum + workload.mix[endpoint], 0)
  const bytes = endpoints.reduce(
    (sum, endpoint) => sum + (workload.mix[endpoint] / total) * bytesARequest[endpoint],
    0,
  )
  const gigabytesAnHour = (rate * bytes * 3600) / 1e9
  return fixedUsd + gigabytesAnHour * prices.albLcuHour.usd * hoursAMonth
}

/**
 * All that the budget leaves goes into API tasks. The API then holds in proportion; every other component ends where its CPU is used up,
 * at what a request costs it at the capacity (the bottleneck law: the least of size / demand).
 */
function cellAtBudget(
  { architecture: name, parts }: CellFindings,
  { plan, budgetUsd, spentUsd, rate }: Known & { readonly rate: number; readonly spentUsd: number },
): CellCost['atBudget'] | undefined {
  const architecture = plan.architectures.find((each) => each.name === name)
  if (architecture === undefined || parts?.cpu.api?.share === undefined) return undefined
  const tasks = tasksOf(architecture, 'api')
  const apiTasks = tasks + Math.floor((budgetUsd - spentUsd) / taskUsd(plan.sizes.api) + 1e-9)
  const limits = Object.entries(parts.cpu).flatMap(([component, { share }]) =>
    share === undefined || share <= 0 || component === 'loadGenerator'
      ? []
      : [{ by: component as ComponentKind, rate: rate / Math.min(1, share) }],
  )
  const others = limits.filter(({ by }) => by !== 'api')
  const first = [{ by: 'api' as const, rate: (rate * apiTasks) / tasks }, ...others].toSorted(
    (a, b) => a.rate - b.rate,
  )[0]
  return first && { apiTasks, rate: first.rate, by: first.by }
}
