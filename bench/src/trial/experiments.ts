import type { Plan } from '../plan/plan.ts'
import type { TrialRecord } from '../record/record.ts'
import type { Visit } from './agenda.ts'
import { checkpointVisits } from './experiments/checkpoint.ts'
import { controlVisits } from './experiments/controls.ts'
import { doubledVisits } from './experiments/doubled-vcpu.ts'
import { coldCacheVisits, largeFleetVisits } from './experiments/fleets.ts'
import { flushedLogVisits } from './experiments/flushed-log.ts'
import { squeezeVisits } from './experiments/squeeze.ts'
import { uncompressedVisits } from './experiments/uncompressed.ts'

/** What is put on trial once the capacities are known, in the order of what is missed most where the time ends early. */
const all = [
  controlVisits,
  squeezeVisits,
  checkpointVisits,
  doubledVisits,
  flushedLogVisits,
  coldCacheVisits,
  largeFleetVisits,
  uncompressedVisits,
] as const

/** Every experiment of `plan`, in the light of the capacities that `trials` tell. Their trials have a variant each. */
export function experiments(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  return all.flatMap((visits) => visits(plan, trials))
}
