import { inQuestion } from '../plan/in-question.ts'
import type { CohortRecord, TrialRecord } from '../record/record.ts'
import { ordinaryTrials } from './arms.ts'
import { measuredWorkloads } from './measured-workloads.ts'
import { observationsOf } from './observation.ts'
import { rulingsAmong } from './rulings-among.ts'

/**
 * Names of those who may still turn out to be the best, by workload, the strongest first; nobody where the blocks have named the best. The
 * same as the verdict says, without what no verdict needs: it is asked between two visits, and needs no readings.
 */
export function stillRacing(
  cohort: CohortRecord,
  trials: readonly TrialRecord[],
): ReadonlyMap<string, readonly string[]> {
  const withoutReadings = trials.map((trial) => ({ ...trial, readings: [] }))
  const measured = measuredWorkloads(cohort, observationsOf(ordinaryTrials(withoutReadings)))
  const { workloads } = rulingsAmong(inQuestion(cohort.plan.architectures), { cohort, ...measured })
  return new Map(workloads.map(({ workload, inTheRace }) => [workload, inTheRace]))
}
