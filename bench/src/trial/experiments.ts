import { placedHere } from '../plan/placed-here.ts'
import type { Plan } from '../plan/plan.ts'
import type { Experiment } from '../plan/variant.ts'
import type { TrialRecord } from '../record/record.ts'
import type { Visit } from './agenda.ts'
import { checkpointVisits } from './experiments/checkpoint.ts'
import { controlVisits } from './experiments/controls.ts'
import { doubledVisits } from './experiments/doubled-vcpu.ts'
import { coldCacheVisits, largeFleetVisits } from './experiments/fleets.ts'
import { flushedLogVisits } from './experiments/flushed-log.ts'
import { squeezeVisits } from './experiments/squeeze.ts'
import { uncompressedVisits } from './experiments/uncompressed.ts'

type VisitsOf = (plan: Plan, trials: readonly TrialRecord[]) => readonly Visit[]

/** In the order of what is missed most where the time ends early. */
const all = {
  controls: controlVisits,
  squeeze: squeezeVisits,
  checkpoint: checkpointVisits,
  doubledVcpu: doubledVisits,
  flushedLog: flushedLogVisits,
  coldCache: coldCacheVisits,
  largeFleet: largeFleetVisits,
  uncompressed: uncompressedVisits,
} as const satisfies Readonly<Record<Experiment, VisitsOf>>

/** What is put on trial once the capacities are known, in that order. */
export const experimentNames: readonly string[] = Object.keys(all)

/**
 * Every experiment of `plan`, in the light of the capacities that its ordinary trials tell: what the experiments themselves show changes
 * nothing, so that a cohort that is gone on with asks for the same. Their trials have a variant each. Nothing is done to what stands elsewhere.
 */
export function experiments(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const ordinary = trials.filter(({ variant }) => variant === undefined)
  return Object.values<VisitsOf>(all).flatMap((visits) => visits(placedHere(plan), ordinary))
}
