import { componentKinds } from '@telemark/architecture'
import type { CellFindings, Parts, WorkloadFindings } from '../../analysis/findings.ts'
import { count, decimal, mebibytes, ms, percent, rate, seconds } from '../figures.ts'
import { markedName, markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { columns, plain } from '../table.ts'
import { sayComponent } from '../words.ts'

/** What the parts did at the capacity: one row a figure, one column an architecture. */
export function partsTable({ workload, cells }: WorkloadFindings): Table {
  const measured = cells.flatMap((cell) => {
    const { parts, demand } = cell
    return parts ? [{ architecture: markedName(cell), parts, demand }] : []
  })
  const rows = figures.map(({ name, of }) => [name, ...measured.map(({ parts }) => of(parts))])
  const known = rows.filter(([, ...values]) => values.some((value) => value !== '-'))
  return {
    title: `${workload}: what the parts did at capacity`,
    columns: columns(
      [''],
      measured.map(({ architecture }) => architecture),
    ),
    rows: [...known, ...demandRows(measured)].map((texts) => texts.map(plain)),
    notes: [
      ...markNotes(cells),
      'CPU and memory are shares of the envelope of all tasks; a component without one shows cores. Measured in the judged interval of the highest rate that passed; where none did, of the lowest that failed. Peaks are over every load of the cell.',
      'Rows committed: updates of the latest row, one a stored event.',
    ],
  }
}

interface Figure {
  readonly name: string
  readonly of: (parts: Parts) => string
}

const cpuFigures: readonly Figure[] = componentKinds.map((component) => ({
  name: `${sayComponent(component)} CPU`,
  of: ({ cpu }) => cpuText(cpu[component]),
}))

const figures: readonly Figure[] = [
  ...cpuFigures,
  { name: 'API throttled', of: ({ cpu }) => percent(cpu.api?.throttledShare) },
  { name: 'API memory (largest task)', of: ({ memoryBytes }) => mebibytes(memoryBytes.api) },
  { name: 'PostgreSQL memory', of: ({ memoryBytes }) => mebibytes(memoryBytes.postgres) },
  { name: 'API tasks, peak', of: ({ peakTasks }) => count(peakTasks) },
  { name: 'event-loop delay p99', of: ({ eventLoopDelayP99Ms }) => ms(eventLoopDelayP99Ms) },
  { name: 'requests waiting for a connection, peak', of: ({ poolWaitingPeak }) => count(poolWaitingPeak) },
  { name: 'PostgreSQL connections, peak', of: ({ connectionsPeak }) => count(connectionsPeak) },
  { name: 'PostgreSQL IOPS (reads + writes + fsyncs)', of: iops },
  { name: 'PostgreSQL transactions/s', of: ({ transactionsPerSecond }) => rate(transactionsPerSecond) },
  {
    name: 'PostgreSQL WAL KiB/s',
    of: ({ walBytesPerSecond }) => rate(walBytesPerSecond && walBytesPerSecond / 1024),
  },
  { name: 'PostgreSQL cache hits', of: ({ postgresHitShare }) => percent(postgresHitShare) },
  { name: 'PostgreSQL heap-only updates', of: ({ heapOnlyShare }) => percent(heapOnlyShare) },
  {
    name: 'variation of rows committed a second',
    of: ({ committedVariation }) => decimal(committedVariation),
  },
  { name: 'Redis hits', of: ({ redisHitShare }) => percent(redisHitShare) },
  {
    name: 'Kafka lag, peak events',
    of: ({ peakLagEvents, peakLagSeconds }) => (peakLagSeconds === undefined ? '-' : count(peakLagEvents)),
  },
  { name: 'Kafka lag, peak', of: ({ peakLagSeconds }) => seconds(peakLagSeconds) },
  {
    name: 'drain time, longest',
    of: ({ peakLagSeconds, longestDrainSeconds }) =>
      peakLagSeconds === undefined ? '-' : seconds(longestDrainSeconds),
  },
  { name: 'load generator CPU', of: ({ generatorCpuShare }) => percent(generatorCpuShare) },
]

type Measured = Required<Pick<CellFindings, 'architecture' | 'parts'>> & {
  readonly demand: CellFindings['demand']
}

function demandRows(measured: readonly Measured[]): readonly (readonly string[])[] {
  const used = componentKinds.filter((component) =>
    measured.some(({ demand }) => demand?.cpuMsPerRequest[component] !== undefined),
  )
  return used.map((component) => [
    `${sayComponent(component)} CPU ms a request`,
    ...measured.map(({ demand }) => decimal(demand?.cpuMsPerRequest[component])),
  ])
}

function cpuText(use: Parts['cpu'][keyof Parts['cpu']]): string {
  if (use === undefined) return '-'
  return use.share === undefined ? `${use.cores.toFixed(2)} cores` : percent(use.share)
}

function iops({ readsPerSecond, writesPerSecond, fsyncsPerSecond }: Parts): string {
  const parts = [readsPerSecond, writesPerSecond, fsyncsPerSecond]
  if (parts.every((part) => part === undefined)) return '-'
  return `${rate(parts.reduce<number>((sum, part) => sum + (part ?? 0), 0))} (${parts.map(rate).join(' + ')})`
}
