import { below } from '../../analysis/at-rate.ts'
import { allowedDeviation } from '../../analysis/demand.ts'
import type { CellFindings, Departure, Findings, Operation, Prediction } from '../../analysis/findings.ts'
import { decimal, percent, rate } from '../figures.ts'
import { markedName, markNotes } from '../marks.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayBottleneck, sayCapacity, sayComponent, sayDeviation } from '../words.ts'

/** The capacity that the CPU a request predicts, beside the measured one: a check of both. */
export function predictionTable({ workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Predicted against measured capacity',
    columns: columns(
      ['workload', 'architecture', 'measured'],
      ['by CPU a request', 'cost taken at', 'first used up', 'difference'],
    ),
    rows: cells.filter(({ demand }) => demand !== undefined).map(row),
    notes: [
      ...markNotes(cells),
      `By CPU a request: the rate at which the first component has used up its CPU, from what one request costs at a lower rate: the nearest plateau that passed at ${below.from} to ${below.to} of the capacity; without one, the seconds of the ramp at those rates; without these, a plateau farther below; without any, the first seconds of the ramp.`,
      `Difference: of the rate that was held and of the rate that failed. Where one is beyond ${percent(allowedDeviation)}, a line below says which of the two suppositions did not hold: that this CPU ends the cell, and that a request costs the same at every rate. (Costs fall as the rate rises, because a wake-up, a statement or a send then serves more requests.)`,
      ...cells.flatMap(sayCell),
    ],
  }
}

function row(cell: CellFindings): readonly TableCell[] {
  const { workload, capacity, demand } = cell
  const { prediction } = demand ?? {}
  return [
    plain(workload),
    plain(markedName(cell)),
    capacity === undefined ? unknownCell : plain(sayCapacity(capacity)),
    plain(rate(prediction?.rate)),
    prediction === undefined ? unknownCell : plain(sayLoad(prediction.from)),
    prediction === undefined ? unknownCell : plain(sayComponent(prediction.by)),
    prediction === undefined ? unknownCell : deviationCell(prediction),
  ]
}

function deviationCell({ deviation, departure }: Prediction): TableCell {
  return { text: sayDeviation(deviation), ...(departure !== undefined && { tone: 'doubtful' }) }
}

function sayCell({ workload, architecture, demand }: CellFindings): readonly string[] {
  if (demand === undefined) return []
  const { prediction } = demand
  const cell = `${workload}, ${architecture}`
  if (prediction === undefined)
    return [`${cell}: NOT CHECKED: no load below the capacity tells what a request costs`]
  if (prediction.departure === undefined) return []
  return [`${cell}: ${sayDeparture(sayComponent(prediction.by), prediction.departure)}`]
}

function sayDeparture(component: string, departure: Departure): string {
  const { share, cost } = departure
  const costs = `a request took ${decimal(cost.before.ms)} ms of it at ${rate(cost.before.rate)}/s, ${decimal(cost.now.ms)} ms at ${rate(cost.now.rate)}/s`
  const used = `${component} CPU was at ${percent(share)}`
  switch (departure.kind) {
    case 'costChanged':
      return `${component} CPU was used up, as predicted; the cost changed: ${costs}`
    case 'wideBracket':
      return `${component} CPU was used up, as predicted, and the cost at the capacity predicts a rate within the bracket or close to one end: the bracket is wide; ${costs}`
    case 'endedByOther':
      return `${used} only: ${sayBottleneck(departure.bottleneck)} ended the cell (${departure.bottleneck.rule}); ${costs}`
    case 'unexplained':
      return `NOT EXPLAINED: ${used}, which is not where the capacity lies, and nothing else was found used up; ${costs}`
  }
}

/** e.g. `plateau, 320/s` */
function sayLoad({ source, rate: at }: Pick<Operation, 'source' | 'rate'>): string {
  const isPlateau = source === 'probe' || source === 'confirmation'
  return `${isPlateau ? 'plateau' : 'ramp'}, ${rate(at)}/s`
}
