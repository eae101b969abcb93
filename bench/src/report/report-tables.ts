import type { Findings } from '../analysis/findings.ts'
import type { Table } from './table.ts'
import { bottleneckTable } from './tables/bottleneck-table.ts'
import { capacityTable } from './tables/capacity-table.ts'
import { checkpointTable } from './tables/checkpoint-table.ts'
import { claimsTable } from './tables/claims-table.ts'
import { controlsTable } from './tables/controls-table.ts'
import { costTable, monthTable } from './tables/cost-table.ts'
import { dollarTable } from './tables/dollar-table.ts'
import { doubledTable } from './tables/doubled-table.ts'
import { flipTable } from './tables/flip-table.ts'
import { freshnessTable } from './tables/freshness-table.ts'
import { holdTable } from './tables/hold-table.ts'
import { latencyTable } from './tables/latency-table.ts'
import { demandsTable, lawsTable } from './tables/laws-table.ts'
import { limitsTable } from './tables/limits-table.ts'
import { partsTable } from './tables/parts-table.ts'
import { predictionTable } from './tables/prediction-table.ts'
import { smoothnessTable } from './tables/smoothness-table.ts'
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
    bottleneckTable(findings),
    demandsTable(findings),
    lawsTable(findings),
    freshnessTable(findings),
    predictionTable(findings),
    stressTable(findings),
    smoothnessTable(findings),
    holdTable(findings),
    claimsTable(findings),
    controlsTable(findings),
    squeezeTable(findings),
    checkpointTable(findings),
    doubledTable(findings),
    variantsTable(findings),
    uncompressedTable(findings),
    monthTable(findings),
    costTable(findings),
    dollarTable(findings),
    flipTable(findings),
    limitsTable(findings),
  ]
  return tables.filter(({ rows, columns }) => rows.length > 0 && columns.length > 1)
}
