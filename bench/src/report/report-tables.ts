import type { Findings } from '../analysis/findings.ts'
import type { Table } from './table.ts'
import { capacityTable } from './tables/capacity-table.ts'
import { checkpointTable } from './tables/checkpoint-table.ts'
import { claimsTable } from './tables/claims-table.ts'
import { controlsTable } from './tables/controls-table.ts'
import { doubledTable } from './tables/doubled-table.ts'
import { latencyTable } from './tables/latency-table.ts'
import { partsTable } from './tables/parts-table.ts'
import { predictionTable } from './tables/prediction-table.ts'
import { squeezeTable } from './tables/squeeze-table.ts'
import { stressTable } from './tables/stress-table.ts'
import { uncompressedTable } from './tables/uncompressed-table.ts'
import { variantsTable } from './tables/variants-table.ts'

/** Every table of a report, in the order in which people want them; empty ones are left out. */
export function reportTables(findings: Findings): readonly Table[] {
  const { workloads } = findings
  const tables = [
    ...workloads.map((workload) => capacityTable(findings, workload)),
    ...workloads.map(latencyTable),
    ...workloads.map(partsTable),
    predictionTable(findings),
    stressTable(findings),
    claimsTable(findings),
    controlsTable(findings),
    squeezeTable(findings),
    checkpointTable(findings),
    doubledTable(findings),
    variantsTable(findings),
    uncompressedTable(findings),
  ]
  return tables.filter(({ rows, columns }) => rows.length > 0 && columns.length > 1)
}
