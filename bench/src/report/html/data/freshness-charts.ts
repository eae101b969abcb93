import type { CellFindings, FreshnessFindings, WorkloadFindings } from '../../../analysis/findings.ts'
import { percent } from '../../figures.ts'
import type { FreshnessChart, FreshPoint } from '../charts/freshness.ts'
import type { PageInput } from '../page-input.ts'

type Fresh = CellFindings & { readonly freshness: FreshnessFindings }

/** What the canaries of each cell say: a chart for each workload that has any. */
export function freshnessCharts({ findings }: PageInput): readonly FreshnessChart[] {
  return findings.workloads.flatMap(chartOf)
}

function chartOf({ workload, cells }: WorkloadFindings): readonly FreshnessChart[] {
  const fresh = cells.filter((cell): cell is Fresh => cell.freshness !== undefined)
  const [first] = fresh
  if (first === undefined) return []
  const { limit, confidence } = first.freshness
  const delaysMs = [
    ...new Set(fresh.flatMap(({ freshness }) => freshness.delays.map(({ delayMs }) => delayMs))),
  ].toSorted((a, b) => a - b)
  return [
    {
      kind: 'freshness',
      id: `freshness-${workload}`,
      title: `${workload}: share of acknowledged events that a read showed`,
      sentence: `${percent(limit.share)} must be shown within ${limit.withinMs / 1000} s. ${fresh.map(sayCell).join('; ')}. Whiskers: ${percent(confidence)} bounds.`,
      delaysMs,
      limit,
      series: fresh.map(({ architecture, freshness }) => ({
        architecture,
        points: delaysMs.map((delayMs) => pointOf(freshness, delayMs)),
      })),
    },
  ]
}

const sayKept = { yes: 'kept', no: 'broken', unknown: 'not proved' } as const satisfies Record<
  FreshnessFindings['kept'],
  string
>

/** e.g. `kafka 99.2 %, at least 98.1 %: not proved` */
function sayCell({ architecture, freshness }: Fresh): string {
  const { limit, kept } = freshness
  const at = pointOf(freshness, limit.withinMs)
  const figures = at === null ? 'not read then' : `${percent(at.share)}, at least ${percent(at.atLeast)}`
  return `${architecture} ${figures}: ${sayKept[kept]}`
}

function pointOf({ delays }: FreshnessFindings, delay: number): FreshPoint | null {
  const found = delays.find(({ delayMs }) => delayMs === delay)
  if (found === undefined || found.asked === 0) return null
  const { fresh, asked, atLeast, atMost } = found
  return { share: shown(fresh / asked), atLeast: shown(atLeast), atMost: shown(atMost), asked }
}

function shown(share: number): number {
  return Number(share.toFixed(4))
}
