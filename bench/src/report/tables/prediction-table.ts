import type { CellFindings, Findings, Operation } from '../../analysis/findings.ts'
import { percent, rate } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayCapacity, sayComponent } from '../words.ts'

/** The capacity that the CPU a request predicts, beside the measured one: a check of both. */
export function predictionTable({ workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Predicted against measured capacity',
    columns: columns(
      ['workload', 'architecture', 'measured'],
      ['by CPU a request', 'cost taken at', 'first used up', 'difference', 'calibration expected'],
    ),
    rows: cells.filter(({ demand }) => demand !== undefined).map(row),
    notes: [
      'By CPU a request: the rate at which the first component has used up its CPU, from what one request costs at a lower rate: the nearest plateau below the capacity that passed; where that is below 0.6 of it, the seconds of the ramp at 0.6 to 0.95 of the capacity; without any, the first seconds of the ramp. Costs fall as the rate rises: a wake-up, a statement or a send then serves more requests.',
      ...cells.flatMap(({ workload, architecture, demand }) =>
        demand?.explanation === undefined ? [] : [`${workload}, ${architecture}: ${demand.explanation}`],
      ),
    ],
  }
}

function row({ workload, architecture, capacity, demand }: CellFindings): readonly TableCell[] {
  return [
    plain(workload),
    plain(architecture),
    capacity === undefined ? unknownCell : plain(sayCapacity(capacity)),
    plain(rate(demand?.predictedRate)),
    demand?.predictedFrom === undefined ? unknownCell : plain(sayLoad(demand.predictedFrom)),
    demand?.predictedBy === undefined ? unknownCell : plain(sayComponent(demand.predictedBy)),
    { text: percent(demand?.deviation), ...(demand?.explanation !== undefined && { tone: 'doubtful' }) },
    plain(rate(demand?.calibratedRate)),
  ]
}

/** e.g. `plateau, 320/s` */
function sayLoad({ source, rate: at }: Pick<Operation, 'source' | 'rate'>): string {
  const isPlateau = source === 'probe' || source === 'confirmation'
  return `${isPlateau ? 'plateau' : 'ramp'}, ${rate(at)}/s`
}
