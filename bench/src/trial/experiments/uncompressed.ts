import type { Plan } from '../../plan/plan.ts'
import { profiles } from '../../plan/profiles.ts'
import type { TrialRecord } from '../../record/record.ts'
import { trialSeconds, type Visit } from '../agenda.ts'
import { stresses } from '../contenders.ts'
import { knownRate } from './known-rate.ts'

/** The last stress load once more in the autoscaler's own time: what its compression changes shows here. */
export function uncompressedVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const factor = profiles[plan.profile].compression
  return stresses(plan, trials)
    .filter(({ architecture, trials: [first] }) =>
      first === undefined
        ? false
        : knownRate(trials, { architecture, workload: first.workload }) !== undefined,
    )
    .slice(-1)
    .map((visit) => ({
      ...visit,
      trials: visit.trials.map((trial) => ({ ...trial, seconds: trialSeconds(plan, trial) * factor })),
      variant: { name: 'uncompressed', experiment: 'uncompressed', compression: 1 },
    }))
}
