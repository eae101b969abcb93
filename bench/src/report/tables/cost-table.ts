import { leftOut, prices } from '../../analysis/cost/prices.ts'
import type { Findings } from '../../analysis/findings.ts'
import { count, rate, usd } from '../figures.ts'
import { markedAmong, markedIn, markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayComponent } from '../words.ts'

/** What each architecture runs on AWS, and what that costs a month. */
export function monthTable({ cost, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  const services = ['Fargate', 'RDS', 'ElastiCache', 'MSK', 'ALB'] as const
  return {
    title: 'Cost: a month on AWS',
    columns: columns(['architecture', 'what it runs'], [...services, 'together']),
    rows: cost.architectures.map(({ architecture, items, monthlyUsd }) => [
      plain(markedAmong(architecture, cells)),
      plain(items.map(({ service, what }) => `${service} ${what}`).join('; ')),
      ...services.map((service) => {
        const own = items.filter((item) => item.service === service)
        return own.length === 0
          ? unknownCell
          : plain(usd(own.reduce((sum, item) => sum + item.monthlyUsd, 0)))
      }),
      plain(usd(monthlyUsd)),
    ]),
    notes: [
      ...markNotes(cells),
      `Dollars for 730 hours, us-east-1, on demand, prices of ${dates()}; each with its source in bench/src/analysis/cost/prices.ts. Sizes: Fargate as measured, from 2 GB a vCPU on; of the others the smallest class that keeps its CPU for ever (m7g) and has as many vCPUs; MSK sells no fewer than two brokers, one was measured.`,
      `Left out: ${leftOut.join('; ')}.`,
    ],
  }
}

/** What a request costs in each cell, and what a dollar holds. */
export function costTable({ cost, cohort, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Cost: requests for a dollar',
    columns: columns(
      ['workload', 'architecture'],
      [
        'held /s',
        'a month at that rate',
        'a million requests at capacity',
        'at 60 % of it',
        'requests/s a dollar a month',
        'API tasks at equal budget',
        'holds then /s (model)',
        'used up then',
      ],
    ),
    rows: cost.cells.map((cell) => [
      plain(cell.workload),
      plain(markedIn(cells, cell)),
      plain(rate(cell.rate)),
      plain(usd(cell.monthlyUsd)),
      plain(usd(cell.perMillionUsd.atCapacity)),
      plain(usd(cell.perMillionUsd.at60Percent)),
      plain(cell.ratePerUsd.toFixed(2)),
      plain(count(cell.atBudget?.apiTasks)),
      plain(rate(cell.atBudget?.rate)),
      cell.atBudget === undefined ? unknownCell : plain(sayComponent(cell.atBudget.by)),
    ]),
    notes: [
      ...markNotes(cells),
      `Only the ratios between architectures carry over: here a vCPU was worth ${cohort.sizing.coresPerVcpu} of a core, a vCPU of AWS does more for the same dollars.`,
      `Equal budget: ${usd(cost.budgetUsd)} a month, what the dearest costs; what an architecture leaves of it buys API tasks. A model, not a measurement: the API holds in proportion to its tasks, every other component until its CPU is used up at what a request costs it at the capacity (operational laws).`,
    ],
  }
}

function dates(): string {
  const days = Object.values(prices)
    .map(({ asOf }) => asOf)
    .toSorted()
  return `${days.at(0)} to ${days.at(-1)}`
}
