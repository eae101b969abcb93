import type { ArchitectureBounds, RulingOptions } from './ruling.ts'
import { type Comparison, compare, type Family } from './statistics/comparison.ts'
import type { WorkloadModel } from './workload-model.ts'

/** How architectures are compared under `models` together: one workload, or all of them. From one block alone there are no errors to judge by. */
export function comparing(models: readonly WorkloadModel[], family: Family): RulingOptions['compare'] {
  const isRepeated = models.every(({ model }) => model.blocks > 1)
  const found = new Map<string, Comparison | undefined>()
  return (a, b) => {
    if (!isRepeated) return undefined
    const key = `${a} ${b}`
    if (!found.has(key)) found.set(key, compare(pairsOf(models, [a, b]), family))
    return found.get(key)
  }
}

function pairsOf(models: readonly WorkloadModel[], [a, b]: readonly [string, string]) {
  return models.map(({ model, systemOf }) => ({ model, a: systemOf(a), b: systemOf(b) }))
}

/** How many comparisons there are: with the best of each ranking; over several workloads there is one ranking more. */
export function familyOf(contestants: readonly ArchitectureBounds[], workloads: number): Family {
  const systems = new Set(contestants.map(({ twins }) => twins[0]))
  return { comparisons: systems.size - 1, rankings: workloads > 1 ? workloads + 1 : workloads }
}
