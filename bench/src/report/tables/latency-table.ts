import { nearShare } from '../../analysis/common-rate.ts'
import type { CellFindings, Operation, WorkloadFindings } from '../../analysis/findings.ts'
import { count, percent, rate } from '../figures.ts'
import { markedName, markNotes } from '../marks.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain } from '../table.ts'
import { latencies } from './endpoint-figures.ts'

/** Latency and failures at the rate that all hold, at each one's capacity, and where it broke. */
export function latencyTable({ workload, commonRate, cells }: WorkloadFindings): Table {
  return {
    title: `${workload}: latency and failures`,
    columns: columns(
      ['architecture', 'at', 'p50', 'p95', 'p99', 'status codes'],
      ['rate', 'failed', 'timeouts', 'from'],
    ),
    rows: cells.flatMap((cell) => rowsOf(cell)),
    notes: [...markNotes(cells), ...notes(commonRate)],
  }
}

function rowsOf(cell: CellFindings): readonly (readonly TableCell[])[] {
  const name = markedName(cell)
  return [
    ...row(name, 'common rate', cell.atCommonRate),
    ...row(name, 'capacity', cell.atCapacity),
    ...row(name, 'breach', cell.atBreach),
  ]
}

function row(
  architecture: string,
  at: string,
  operation: Operation | undefined,
): readonly (readonly TableCell[])[] {
  if (operation === undefined) return []
  const { attempts, failures, timeouts } = operation
  const cells: readonly TableCell[] = [
    plain(architecture),
    plain(at),
    plain(latencies(operation, 'p50Ms')),
    plain(latencies(operation, 'p95Ms')),
    plain(latencies(operation, 'p99Ms')),
    plain(statuses(operation)),
    plain(rate(operation.rate)),
    { text: percent(attempts === 0 ? undefined : failures / attempts), ...(failures > 0 && { tone: 'bad' }) },
    plain(count(timeouts)),
    plain(sources[operation.source]),
  ]
  return [cells]
}

const sources = {
  confirmation: 'confirmation',
  probe: 'probe',
  ramp: 'ramp',
  rampWindows: 'ramp, seconds',
  soak: 'soak',
} as const satisfies Record<Operation['source'], string>

function statuses({ statuses }: Operation): string {
  return Object.entries(statuses)
    .map(([status, number]) => `${status === '0' ? 'no answer' : status}: ${count(number)}`)
    .join(', ')
}

function notes(commonRate: number | undefined): readonly string[] {
  if (commonRate === undefined) return ['no rate is held by any architecture']
  return [
    `common rate ${rate(commonRate)}/s: the highest near which all architectures that hold any rate passed a plateau; without one, the highest they all hold. Each one's row is its passing plateau ` +
      `nearest to that rate and not above it, if within ${percent(1 - nearShare)}; otherwise the seconds of its ramp within ${percent(1 - nearShare)} below it.`,
    '"ramp, seconds": percentiles cannot be added up, so these are the median of those of the single seconds.',
  ]
}
