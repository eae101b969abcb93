import type { Plan } from '../../plan/plan.ts'
import type { TrialRecord } from '../../record/record.ts'
import type { Visit } from '../agenda.ts'
import { knownRate } from './known-rate.ts'

/** Of what the cell holds: nothing but the checkpoint may break the SLO. */
const rateShare = 0.7

/** Two minutes of writes to each architecture, with a checkpoint of the database in the middle. */
export function checkpointVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const [workload] = plan.workloads.toSorted((a, b) => writes(b.mix) - writes(a.mix))
  if (workload === undefined || workload.mix.write === 0) return []
  return plan.architectures.flatMap((architecture): readonly Visit[] => {
    const held = knownRate(trials, { architecture, workload })
    if (held === undefined) return []
    return [
      {
        architecture,
        block: 1,
        tasks: 'most',
        trials: [{ workload, stage: 'soak', rate: Math.round(held * rateShare) }],
        variant: { name: 'checkpoint', experiment: 'checkpoint', checkpoint: true },
      },
    ]
  })
}

function writes({ write, latest, fleet }: { write: number; latest: number; fleet: number }): number {
  return write / (write + latest + fleet)
}
