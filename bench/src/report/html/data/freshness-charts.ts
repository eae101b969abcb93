import { percent } from '../../figures.ts'
import type { FreshnessChart } from '../charts/freshness.ts'
import { observationsOfCell, type PageInput } from '../page-input.ts'

/** Canaries pooled over the loads of a cell, failed and invalid ones left out: a chart for each workload that has any. */
export function freshnessCharts(input: PageInput): readonly FreshnessChart[] {
  return input.findings.workloads.flatMap(({ workload, cells }) => {
    const counts = cells.map((cell) => ({
      architecture: cell.architecture,
      counts: observationsOfCell(input, cell)
        .filter(({ load }) => load.result.kind === 'pass')
        .flatMap(({ load }) => load.freshness ?? []),
    }))
    const delaysMs = [
      ...new Set(counts.flatMap(({ counts }) => counts.map(({ delayMs }) => delayMs))),
    ].toSorted((a, b) => a - b)
    if (delaysMs.length === 0) return []
    const series = counts
      .filter(({ counts }) => counts.length > 0)
      .map(({ architecture, counts }) => ({
        architecture,
        shares: delaysMs.map((delay) => shareAt(counts, delay)),
      }))
    const last = delaysMs.at(-1) ?? 0
    return [
      {
        kind: 'freshness' as const,
        id: `freshness-${workload}`,
        title: `${workload}: share of events that a read answers with`,
        sentence: `Fresh ${last} ms after they were sent: ${series.map(({ architecture, shares }) => `${architecture} ${percent(shares.at(-1) ?? undefined)}`).join(', ')}.`,
        delaysMs,
        series,
      },
    ]
  })
}

interface Count {
  readonly delayMs: number
  readonly asked: number
  readonly fresh: number
}

function shareAt(counts: readonly Count[], delay: number): number | null {
  const own = counts.filter(({ delayMs }) => delayMs === delay)
  const asked = own.reduce((sum, count) => sum + count.asked, 0)
  const fresh = own.reduce((sum, count) => sum + count.fresh, 0)
  return asked === 0 ? null : Number((fresh / asked).toFixed(4))
}
