import type { FreshnessCount } from '../record/record.ts'

/** What `report.json` says of a cell, as far as samples can speak against it. Read as it is: it may be damaged. */
export interface ReportedCell {
  readonly architecture: string
  readonly workload: string
  readonly capacity?: ReportedCapacity
  readonly blocks?: readonly { readonly block: number; readonly capacity?: ReportedCapacity }[]
  readonly atCapacity?: {
    readonly endpoints?: readonly {
      readonly endpoint: string
      readonly latency?: { readonly p99Ms?: number }
    }[]
  }
  readonly parts?: {
    readonly cpu?: Readonly<Record<string, { readonly cores?: number }>>
    readonly redisHitShare?: number
    readonly peakLagEvents?: number
    readonly peakLagSeconds?: number
  }
  readonly freshness?: { readonly delays?: readonly FreshnessCount[] }
  readonly audit?: Readonly<Record<string, number>>
}

export interface ReportedCapacity {
  readonly kind?: string
  readonly highestPass?: number
  readonly lowestFail?: number
  readonly seen?: { readonly pass?: number; readonly fail?: number }
}

interface Reported {
  readonly workloads?: readonly { readonly cells?: readonly ReportedCell[] }[]
}

/** Every cell of a report; none of one that is not JSON, which then differs from what the records give. */
export function reportedCells(report: string): readonly ReportedCell[] {
  try {
    const { workloads = [] } = JSON.parse(report) as Reported
    return workloads.flatMap(({ cells = [] }) => cells)
  } catch {
    return []
  }
}
