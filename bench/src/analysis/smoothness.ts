import type { Workload } from '../plan/workload.ts'
import type { LoadRecord } from '../record/record.ts'
import { plateauAt } from './at-rate.ts'
import type { Burst, Smoothness } from './findings/smoothness.ts'
import type { WorkloadFindings } from './findings.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'

/** A plateau has all of its rate after two seconds; what the burst left in queues is answered in the next two. */
const burstSeconds = 4

/** Of every cell under a workload that writes, at the rate where its architectures are compared. */
export function smoothnessOf(
  workloads: readonly WorkloadFindings[],
  planned: readonly Workload[],
  observations: readonly Observation[],
): readonly Smoothness[] {
  const writing = workloads.filter(({ workload }) =>
    planned.some(({ name, mix }) => name === workload && mix.write > 0),
  )
  return writing.flatMap(({ workload, commonRate, cells }) =>
    cells.flatMap(({ architecture, atCommonRate, partsAtCommonRate }) => {
      if (atCommonRate === undefined || commonRate === undefined) return []
      const own = observations.filter(
        ({ trial }) => trial.architecture.name === architecture && trial.workload.name === workload,
      )
      const plateau = plateauAt(own, commonRate)
      const burst = plateau && burstOf(plateau.load)
      return [
        {
          architecture,
          workload,
          rate: plateau?.load.rate ?? atCommonRate.rate,
          ...known({ committedVariation: partsAtCommonRate?.committedVariation, burst }),
        },
      ]
    }),
  )
}

function burstOf({ windows, endpoints }: LoadRecord): Burst | undefined {
  const writes = (summaries: LoadRecord['endpoints']) =>
    summaries.find(({ endpoint }) => endpoint === 'write')?.latency?.p99Ms
  const first = windows.slice(0, burstSeconds).flatMap((window) => writes(window.endpoints) ?? [])
  const settledP99Ms = writes(endpoints)
  return first.length === 0 || settledP99Ms === undefined
    ? undefined
    : { seconds: burstSeconds, p99Ms: Math.max(...first), settledP99Ms }
}
