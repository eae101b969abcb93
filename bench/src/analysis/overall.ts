import type { Bounds } from '../capacity/capacity.ts'
import type { ArchitectureBounds } from './ruling.ts'

/**
 * Each architecture that stands in every workload, with the geometric mean of its capacities: doubling one workload counts as
 * much as doubling another, whatever their rates. A side that one capacity leaves open is open in the mean.
 */
export function overallBounds(
  workloads: readonly (readonly ArchitectureBounds[])[],
): readonly ArchitectureBounds[] {
  return [...Map.groupBy(workloads.flat(), ({ architecture }) => architecture)]
    .filter(([, everywhere]) => everywhere.length === workloads.length)
    .map(([architecture, everywhere]) => ({
      architecture,
      twins: [architecture],
      bounds: meanOf(everywhere.map(({ bounds }) => bounds)),
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
