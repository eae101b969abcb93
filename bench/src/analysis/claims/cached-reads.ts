import type { CellFindings } from '../findings.ts'
import { known } from '../known.ts'
import { sayTie } from '../separation.ts'
import type { Claim } from './claim.ts'
import { cellsUnder, keptIfLower } from './claim.ts'

const readWorkloads = ['read-heavy', 'mixed']

/** p99 of `latest` at the rate that all architectures hold. */
export const fasterReads: Claim = (input) => {
  const { workload, own, other } = cellsUnder(input, readWorkloads)
  const [value, against] = [latestP99(own), latestP99(other)]
  return {
    intended: 'faster reads',
    measured: [
      { quantity: `p99 of GET at the common rate, ${workload}`, unit: 'ms', ...known({ value, against }) },
    ],
    kept: keptIfLower({ value, against }, input.tie),
    rule: `kept if lower by more than ${sayTie(input.tie)}`,
  }
}

/** CPU of PostgreSQL a request, each at its capacity. */
export const lessDatabaseLoad: Claim = (input) => {
  const { workload, own, other } = cellsUnder(input, readWorkloads)
  const [value, against] = [postgresCpuMs(own), postgresCpuMs(other)]
  return {
    intended: 'less load on the database',
    measured: [
      {
        quantity: `PostgreSQL CPU a request at capacity, ${workload}`,
        unit: 'ms',
        ...known({ value, against }),
      },
    ],
    kept: keptIfLower({ value, against }, input.tie),
    rule: `kept if lower by more than ${sayTie(input.tie)}`,
  }
}

function latestP99(cell: CellFindings | undefined): number | undefined {
  return cell?.atCommonRate?.endpoints.find(({ endpoint }) => endpoint === 'latest')?.latency?.p99Ms
}

function postgresCpuMs(cell: CellFindings | undefined): number | undefined {
  return cell?.demand?.cpuMsPerRequest.postgres
}
