import type { Findings } from '../analysis/findings.ts'
import type { Table } from './table.ts'
import { capacityTable } from './tables/capacity-table.ts'
import { claimsTable } from './tables/claims-table.ts'
import { holdTable } from './tables/hold-table.ts'
import { latencyTable } from './tables/latency-table.ts'
import { partsTable } from './tables/parts-table.ts'
import { predictionTable } from './tables/prediction-table.ts'
import { stressTable } from './tables/stress-table.ts'

/** Every table of a report, in the order in which people want them; empty ones are left out. */
export function reportTables(findings: Findings): readonly Table[] {
  const { workloads } = findings
  const tables = [
    ...workloads.map((workload) => capacityTable(findings, workload)),
    ...workloads.map(latencyTable),
    ...workloads.map(partsTable),
    predictionTable(findings),
    stressTable(findings),
    holdTable(findings),
    claimsTable(findings),
  ]
  return tables.filter(({ rows, columns }) => rows.length > 0 && columns.length > 1)
}
