import type { ProbeResult } from '../capacity/probe.ts'
import type { Plan } from '../plan/plan.ts'
import { sloOf } from '../plan/slo-of.ts'
import type { Workload } from '../plan/workload.ts'
import { cellCapacity } from './cell-capacity.ts'
import type { WorkloadFindings } from './findings.ts'
import { capacityLoads, type Observation } from './observation.ts'

/** What the judgement asks after latency and failures: a load that broke one of these kept the others. */
const late: ReadonlySet<string> = new Set(['completion', 'lag', 'freshness'])

/**
 * `findings` by latency and failures alone: a load that only stored or showed too late has passed. A ramp that was stopped for it
 * has held what it held, and did not break.
 */
export function withoutFreshness(
  findings: WorkloadFindings,
  observations: readonly Observation[],
  plan: Plan,
): WorkloadFindings {
  const workload = plan.workloads.find(({ name }) => name === findings.workload) as Workload
  return {
    ...findings,
    cells: findings.cells.map(({ capacity: _capacity, freshness: _freshness, ...cell }) => {
      const own = observations.filter(
        ({ trial }) => trial.architecture.name === cell.architecture && trial.workload.name === workload.name,
      )
      const found = cellCapacity(capacityLoads(own).map(forgiven), sloOf(plan, workload))
      return { ...cell, ...(found && { capacity: found.capacity, blocks: found.blocks }) }
    }),
  }
}

function forgiven({ trial, load }: Observation): Observation {
  return { trial, load: { ...load, result: resultOf(load.result) } }
}

function resultOf(result: ProbeResult): ProbeResult {
  return result.kind === 'fail' && late.has(result.breach.kind) ? { kind: 'pass' } : result
}
