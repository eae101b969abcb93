import type { Elasticity, Estimate, SqueezeFindings } from '../../analysis/experiment-findings.ts'
import type { Findings } from '../../analysis/findings.ts'
import { isOf } from '../../analysis/squeeze.ts'
import { decimal, percent } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayBounds, sayComponent } from '../words.ts'

/** Each resource of a cell cut by a fifth: what the capacity does then, and whether that proves the bottleneck. */
export function squeezeTable({ experiments }: Findings): Table {
  const squeezes = experiments?.squeezes ?? []
  return {
    title: 'Squeeze: the bottleneck proven',
    columns: columns(
      ['workload', 'architecture', 'cut', 'capacity without', 'capacity with', 'as the bottleneck'],
      ['capacity moves by', 'elasticity'],
    ),
    rows: squeezes.flatMap((squeeze) => squeeze.elasticities.map((elasticity) => row(squeeze, elasticity))),
    notes: [
      'Elasticity: d ln capacity / d ln resource, 1 where the capacity follows the resource and 0 where it does not depend on it; with the interval that the brackets leave. The capacity without a cut is measured before and after, on the same deployment; that of connections on another one.',
      ...squeezes.flatMap(notTested),
    ],
  }
}

function row(squeeze: SqueezeFindings, elasticity: Elasticity): readonly TableCell[] {
  const { ratio } = elasticity
  const change = ratio && { value: ratio.value - 1, from: ratio.from - 1, to: ratio.to - 1 }
  return [
    plain(squeeze.workload),
    plain(squeeze.architecture),
    plain(sayCut(elasticity)),
    plain(sayBounds(squeeze.unsqueezed)),
    plain(sayBounds(elasticity.squeezed)),
    provenCell(squeeze, elasticity),
    estimateCell(change, percent),
    estimateCell(elasticity.elasticity, decimal),
  ]
}

function sayCut({ component, resource, left }: Elasticity): string {
  return `${sayComponent(component)} ${resource} to ${percent(left)}`
}

function provenCell({ bottleneck }: SqueezeFindings, elasticity: Elasticity): TableCell {
  const { moves } = elasticity
  if (!isOf(elasticity, bottleneck)) {
    return moves ? { text: 'moves the capacity, not named', tone: 'doubtful' } : plain('not named')
  }
  if (moves === undefined) return { text: 'named; bounds do not tell', tone: 'doubtful' }
  return moves
    ? { text: 'confirmed: moved by more than the interval', tone: 'good' }
    : { text: 'not confirmed: moved by less than the interval', tone: 'bad' }
}

function estimateCell(estimate: Estimate | undefined, say: (value: number) => string): TableCell {
  if (estimate === undefined) return unknownCell
  return plain(`${say(estimate.value)} (${say(estimate.from)} to ${say(estimate.to)})`)
}

function notTested({ bottleneck, bottleneckStanding, ...cell }: SqueezeFindings): readonly string[] {
  if (bottleneckStanding !== 'notTested') return []
  const named =
    bottleneck === undefined
      ? 'no bottleneck was named'
      : `${sayComponent(bottleneck.component)} ${bottleneck.resource} was named`
  return [`${cell.workload}, ${cell.architecture}: ${named}, and no squeeze tells whether it is one.`]
}
