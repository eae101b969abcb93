import { type Capacity, highestPass, lowestFail } from '../capacity/capacity.ts'
import type { CellFindings, WorkloadFindings } from './findings.ts'
import type { ArchitectureCapacity } from './ruling.ts'

/**
 * Each architecture with the geometric mean of its capacities over all workloads: doubling one workload
 * counts as much as doubling another, whatever their rates. One lower bound makes the mean a lower bound.
 */
export function overallCapacities(workloads: readonly WorkloadFindings[]): readonly ArchitectureCapacity[] {
  const byArchitecture = Map.groupBy(
    workloads.flatMap(({ cells }) => cells),
    ({ architecture }) => architecture,
  )
  return [...byArchitecture]
    .filter(([, cells]) => cells.every(({ audit }) => audit.lost === 0))
    .map(([architecture, cells]) => ({ architecture, capacity: meanCapacity(cells) }))
}

function meanCapacity(cells: readonly CellFindings[]): Capacity {
  const capacities = cells.flatMap(({ capacity }) => capacity ?? [])
  const passes = capacities.flatMap((capacity) => highestPass(capacity) ?? [])
  const fails = capacities.flatMap((capacity) => lowestFail(capacity) ?? [])
  const breach = capacities.flatMap((capacity) => ('breach' in capacity ? [capacity.breach] : []))[0]
  const everywhere = fails.length === cells.length && breach !== undefined
  if (passes.length === cells.length) {
    const pass = geometricMean(passes)
    if (everywhere) return { kind: 'bracket', highestPass: pass, lowestFail: geometricMean(fails), breach }
    return { kind: 'atLeast', highestPass: pass, reason: 'generator' }
  }
  if (everywhere) return { kind: 'below', lowestFail: geometricMean(fails), breach }
  return { kind: 'invalid', reason: { kind: 'loadFailed', message: 'a workload has no capacity' } }
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}
