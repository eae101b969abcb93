import type { Findings, LoadFindings } from '../../analysis/findings.ts'
import { sayBreach } from '../../load/say-breach.ts'
import { sayInvalid } from '../../load/say-invalid.ts'
import { limits } from '../../trial/judge.ts'
import { ms, percent, rate } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain } from '../table.ts'

/** Every load that was run, also those that do not count. */
export function loadsTable({ loads }: Findings): Table {
  return {
    title: 'Every load',
    columns: columns(
      ['run', 'architecture', 'workload', 'load', 'result', 'in the capacity'],
      ['rate', 'lateness p99', 'k6 CPU', 'p95 by k6', 'p95 by the balancer'],
    ),
    rows: loads.map(row),
    notes: [
      'The capacity lies where the fewest plateaus contradict, a confirmation counting twice; of several such places it is the one that was contradicted longest ago. A ramp counts only on the side of which no plateau says anything. The rate of a ramp is the one in the middle of its judged seconds.',
      `Lateness: how late requests were sent; beyond ${limits.latenessP99Ms} ms a load counts only where that cannot have decided it.`,
      'p95 by k6 and by the load balancer: of the same requests, about one in ten, connecting left out. Where the two differ by more than 10 % (or 5 ms) after what the null service showed, a load that failed is invalid; one that passed was faster still.',
    ],
  }
}

function row(load: LoadFindings): readonly TableCell[] {
  return [
    plain(String(load.run)),
    plain(load.architecture),
    plain(load.workload),
    plain(load.variant === undefined ? load.kind : `${load.kind}, ${load.variant}`),
    plain(sayResult(load)),
    plain(standings[load.standing]),
    plain(rate(load.rate)),
    plain(ms(load.latenessP99Ms)),
    plain(percent(load.generatorCpuShare)),
    plain(ms(load.witness?.generator.p95Ms)),
    plain(ms(load.witness?.balancer.p95Ms)),
  ]
}

const standings = {
  bound: 'sets it',
  agrees: 'agrees',
  overruled: 'overruled',
  unused: 'not used',
  arm: 'an arm of its own',
} as const satisfies Record<LoadFindings['standing'], string>

function sayResult({ result }: LoadFindings): string {
  switch (result.kind) {
    case 'pass':
      return 'pass'
    case 'fail':
      return sayBreach(result.breach)
    case 'invalid':
      return `invalid: ${sayInvalid(result.reason)}`
  }
}
