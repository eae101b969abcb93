import type { LawPrediction, ServiceDemand } from '../../analysis/findings/laws.ts'
import type { CellFindings, Findings } from '../../analysis/findings.ts'
import type { Endpoint } from '../../plan/workload.ts'
import { decimal, percent, rate } from '../figures.ts'
import { markedAmong, markedIn, markNotes } from '../marks.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayBounds, sayComponent, sayDeviation } from '../words.ts'

/** What a request of each endpoint costs each component, from all workloads together. */
export function demandsTable({ laws: { demands }, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  const ms = ({ cpuMs }: ServiceDemand, endpoint: Endpoint) => plain(decimal(cpuMs[endpoint]))
  return {
    title: 'CPU a request, by endpoint',
    columns: columns(
      ['architecture', 'component'],
      ['POST ms', 'GET ms', 'page of the fleet ms', 'cores', 'loads', 'misfit'],
    ),
    rows: demands.map((demand) => [
      plain(markedAmong(demand.architecture, cells)),
      demand.alwaysBusy
        ? { text: `${sayComponent(demand.component)} (always busy)`, tone: 'doubtful' }
        : plain(sayComponent(demand.component)),
      ms(demand, 'write'),
      ms(demand, 'latest'),
      ms(demand, 'fleet'),
      plain(decimal(demand.cores)),
      plain(String(demand.loads)),
      plain(percent(demand.misfit)),
    ]),
    notes: [
      ...markNotes(cells),
      'Service demands D = U / X (Denning & Buzen 1978): non-negative least squares over the loads below the capacity of all workloads, each weighed by its own cost. Misfit: the largest difference between the CPU a request of one of these loads and what the demands say.',
      'Always busy: its CPU is used up at half of a capacity too. What it uses is then no demand, and limits no prediction.',
    ],
  }
}

/** The capacities that the demands predict, and those that the calibration predicted before anything was measured. */
export function lawsTable({ laws: { predictions }, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Capacity by the operational laws',
    columns: columns(
      ['workload', 'architecture', 'measured'],
      [
        'by demands',
        'first used up',
        'measured is beyond it by',
        'before the first probe',
        'measured is beyond it by',
      ],
    ),
    rows: predictions.map((prediction) => row(prediction, cells)),
    notes: [
      ...markNotes(cells),
      'By demands: the least of cores / demand over the components (bottleneck law, X <= cores / D). ">=": that component had used up its CPU already at a load that its demand comes from; a request then costs what there is, and would have cost less.',
      'Before the first probe: from the calibration, part of what is sealed. Both ends of the measured capacity are compared.',
    ],
  }
}

function row(prediction: LawPrediction, cells: readonly CellFindings[]): readonly TableCell[] {
  const { workload, measured, fromDemands, beforehand } = prediction
  return [
    plain(workload),
    plain(markedIn(cells, prediction)),
    plain(sayBounds(measured)),
    plain(
      fromDemands === undefined ? '-' : `${fromDemands.lowerBound ? '>= ' : ''}${rate(fromDemands.rate)}`,
    ),
    fromDemands === undefined ? unknownCell : plain(sayComponent(fromDemands.by)),
    fromDemands === undefined ? unknownCell : plain(sayDeviation(fromDemands.deviation)),
    plain(rate(beforehand?.rate)),
    beforehand === undefined ? unknownCell : plain(sayDeviation(beforehand.deviation)),
  ]
}
