import type { Plan } from '../../plan/plan.ts'
import type { TrialRecord } from '../../record/record.ts'
import type { Visit } from '../agenda.ts'
import { stresses } from '../contenders.ts'
import { knownRate } from './known-rate.ts'

/** The last stress load once more in the autoscaler's own time: what its compression changes shows here. */
export function uncompressedVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  return stresses(plan, trials)
    .filter(({ architecture, trials: [first] }) =>
      first === undefined
        ? false
        : knownRate(trials, { architecture, workload: first.workload }) !== undefined,
    )
    .slice(-1)
    .map((visit) => ({
      ...visit,
      variant: { name: 'uncompressed', experiment: 'uncompressed', compression: 1 },
    }))
}
