import type { StressFindings } from './findings.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'
import { peakTasksOf } from './peaks.ts'

/** What each load with a live autoscaler reached. */
export function stressFindings(
  observations: readonly Observation[],
  targetRate: number,
): readonly StressFindings[] {
  return observations
    .filter(({ load }) => load.kind === 'stress')
    .map(({ trial, load }) => ({
      architecture: trial.architecture.name,
      workload: trial.workload.name,
      targetRate,
      reachedRate: load.rate,
      result: load.result,
      ...known({ peakTasks: peakTasksOf(trial.readings) }),
      decisions: trial.decisions,
    }))
}
