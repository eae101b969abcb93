import type { Bounds } from '../capacity/capacity.ts'
import { boundsOf } from '../capacity/capacity.ts'
import type { WorkloadFindings } from './findings.ts'
import type { ArchitectureBounds } from './ruling.ts'

/**
 * Each architecture with the geometric mean of its capacities over all workloads: doubling one workload
 * counts as much as doubling another, whatever their rates. A side that one capacity leaves open is open in the mean.
 */
export function overallBounds(workloads: readonly WorkloadFindings[]): readonly ArchitectureBounds[] {
  const byArchitecture = Map.groupBy(
    workloads.flatMap(({ cells }) => cells),
    ({ architecture }) => architecture,
  )
  return [...byArchitecture]
    .filter(([, cells]) => cells.every(({ audit }) => audit.lost === 0))
    .map(([architecture, cells]) => ({
      architecture,
      bounds: meanOf(cells.map(({ capacity }) => boundsOf(capacity))),
    }))
}

function meanOf(bounds: readonly Bounds[]): Bounds {
  const held = geometricMean(bounds.map((bound) => bound.held))
  const failed = geometricMean(bounds.map((bound) => bound.failed))
  return { ...(held !== undefined && { held }), ...(failed !== undefined && { failed }) }
}

function geometricMean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  if (known.length < values.length) return undefined
  return Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length)
}
