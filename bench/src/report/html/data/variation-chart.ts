import { decimal } from '../../figures.ts'
import type { VariationChart } from '../charts/variation.ts'
import type { PageInput } from '../page-input.ts'

/** How evenly rows are committed at capacity; undefined where nothing was written. */
export function variationChart({ findings }: PageInput): VariationChart | undefined {
  const workloads = findings.workloads.filter(({ cells }) =>
    cells.some(({ parts }) => parts?.committedVariation !== undefined),
  )
  if (workloads.length === 0) return undefined
  const series = (workloads[0]?.cells ?? []).map(({ architecture }) => ({
    architecture,
    values: workloads.map(({ cells }) => {
      const value = cells.find((cell) => cell.architecture === architecture)?.parts?.committedVariation
      return value === undefined ? null : Number(value.toFixed(3))
    }),
  }))
  return {
    kind: 'variation',
    id: 'smoothness',
    title: 'Variation of the rows committed a second, at capacity',
    sentence: workloads
      .map(({ workload, cells }) => {
        const known = cells
          .flatMap(({ architecture, parts }) =>
            parts?.committedVariation === undefined
              ? []
              : [{ architecture, value: parts.committedVariation }],
          )
          .toSorted((a, b) => a.value - b.value)
        return `${workload}, smoothest first: ${known.map(({ architecture, value }) => `${architecture} ${decimal(value)}`).join(', ')}.`
      })
      .join(' '),
    workloads: workloads.map(({ workload }) => workload),
    series,
  }
}
