import type { Smoothness } from '../../../analysis/findings/smoothness.ts'
import { decimal } from '../../figures.ts'
import type { VariationChart } from '../charts/variation.ts'
import type { PageInput } from '../page-input.ts'

type Known = Smoothness & { readonly committedVariation: number }

/** How evenly rows are committed at the common rate; undefined where nothing was written. */
export function variationChart({ findings }: PageInput): VariationChart | undefined {
  const known = findings.smoothness.filter((each): each is Known => each.committedVariation !== undefined)
  const workloads = [...new Set(known.map(({ workload }) => workload))]
  if (workloads.length === 0) return undefined
  const architectures = (findings.workloads[0]?.cells ?? []).map(({ architecture }) => architecture)
  return {
    kind: 'variation',
    id: 'variation',
    title: 'Variation of the rows committed a second, at the common rate',
    sentence: workloads.map((workload) => sentenceOf(workload, known)).join(' '),
    workloads,
    series: architectures.map((architecture) => ({
      architecture,
      values: workloads.map((workload) => {
        const found = known.find((each) => each.architecture === architecture && each.workload === workload)
        return found === undefined ? null : Number(found.committedVariation.toFixed(3))
      }),
    })),
  }
}

function sentenceOf(workload: string, known: readonly Known[]): string {
  const ranked = known
    .filter((each) => each.workload === workload)
    .toSorted((a, b) => a.committedVariation - b.committedVariation)
    .map(({ architecture, committedVariation }) => `${architecture} ${decimal(committedVariation)}`)
  return `${workload}, smoothest first: ${ranked.join(', ')}.`
}
