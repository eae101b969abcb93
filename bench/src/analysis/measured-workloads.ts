import type { Architecture } from '@telemark/architecture'
import { highestPass } from '../capacity/capacity.ts'
import { inQuestion, rivals } from '../plan/in-question.ts'
import { sloOf } from '../plan/slo-of.ts'
import type { Workload } from '../plan/workload.ts'
import type { CohortRecord, TrialWithReadings } from '../record/record.ts'
import { heldPlateaus } from './at-rate.ts'
import { cellFindings } from './cell.ts'
import { cellCapacity } from './cell-capacity.ts'
import { commonRate } from './common-rate.ts'
import type { Noise, WorkloadFindings } from './findings.ts'
import { withIntervals } from './intervals.ts'
import { noiseOf } from './noise.ts'
import { capacityLoads, type Observation } from './observation.ts'

/** What the loads of a cohort say of each cell, and how far equal ones differ. */
export interface MeasuredWorkloads {
  readonly workloads: readonly WorkloadFindings[]
  readonly noise: Noise
}

/** Every cell of the plan in its order; `observations` must be those that tell capacities. */
export function measuredWorkloads(
  cohort: CohortRecord,
  observations: readonly Observation[],
): MeasuredWorkloads {
  const measured = cohort.plan.workloads.map((workload) => workloadFindings(workload, observations, cohort))
  const noise = noiseOf(cohort.plan, measured)
  return { workloads: measured.map((findings) => withIntervals(findings, cohort.plan, noise)), noise }
}

function workloadFindings(
  workload: Workload,
  observations: readonly Observation[],
  cohort: CohortRecord,
): WorkloadFindings {
  const { architectures } = cohort.plan
  const cells = [...inQuestion(architectures), ...rivals(architectures)].map((architecture) => {
    const own = observations.filter(({ trial }) => isOf(trial, architecture, workload))
    return {
      architecture,
      workload,
      observations: own,
      capacity: cellCapacity(capacityLoads(own), sloOf(cohort.plan, workload)),
      cohort,
    }
  })
  const rate = commonRate(
    cells.map(({ capacity, observations }) => ({
      capacity: capacity && highestPass(capacity.capacity),
      plateaus: heldPlateaus(observations),
    })),
  )
  return {
    workload: workload.name,
    ...(rate !== undefined && { commonRate: rate }),
    cells: cells.map((cell) => cellFindings({ ...cell, commonRate: rate })),
  }
}

function isOf(trial: TrialWithReadings, architecture: Architecture, workload: Workload): boolean {
  return trial.architecture.name === architecture.name && trial.workload.name === workload.name
}
