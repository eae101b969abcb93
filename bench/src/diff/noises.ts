import type { CellFindings, Findings } from '../analysis/findings.ts'
import { twinsOf } from '../analysis/twins.ts'
import { cpuMsOf, type Measured, p99Of } from './quantities.ts'

/** By which share the same system differs from itself. */
export interface Noises {
  readonly capacity: number
  readonly p99: number
  readonly cpu: number
}

/**
 * What counts in any case. Single pauses make a p99 under a CPU quota, and no interval is known of it: only half as much again is a change.
 * The CPU of a request is a mean of thousands of them.
 */
const least: Noises = { capacity: 0.05, p99: 0.5, cpu: 0.1 }

/** Besides `least`: what twins (architectures that do the same under a workload, an A/A pair) differed by in either comparison. */
export function noises(runs: readonly Findings[]): Noises {
  const pairs = runs.flatMap(twinPairs)
  const widest = (of: (cell: CellFindings) => Measured | undefined) =>
    Math.max(0, ...pairs.map(([a, b]) => apart(of(a)?.value, of(b)?.value)))
  return {
    capacity: Math.max(least.capacity, ...runs.map(({ verdict }) => verdict.noise.share)),
    p99: Math.max(least.p99, widest(p99Of)),
    cpu: Math.max(least.cpu, widest(cpuMsOf)),
  }
}

function twinPairs({ cohort, workloads }: Findings): readonly (readonly [CellFindings, CellFindings])[] {
  const { plan } = cohort
  return workloads.flatMap(({ workload, cells }) => {
    const planned = plan.workloads.find(({ name }) => name === workload)
    if (planned === undefined) return []
    const cellOf = (name: string) => cells.find(({ architecture }) => architecture === name)
    return plan.architectures.flatMap((architecture, index) =>
      twinsOf(architecture, planned, plan.architectures.slice(index + 1)).flatMap((twin) => {
        const [a, b] = [cellOf(architecture.name), cellOf(twin.name)]
        return a === undefined || b === undefined ? [] : [[a, b] as const]
      }),
    )
  })
}

/** Of the smaller one. */
function apart(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined || a === 0 || b === 0 ? 0 : Math.max(a, b) / Math.min(a, b) - 1
}
