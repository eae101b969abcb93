import { type Architecture, components } from '@telemark/architecture'
import type { Plan } from '../../plan/plan.ts'
import type { Variant } from '../../plan/variant.ts'
import type { Workload } from '../../plan/workload.ts'
import type { TrialRecord } from '../../record/record.ts'
import type { Visit } from '../agenda.ts'
import { knownRate } from './known-rate.ts'

/** Every cell that reads through a cache, with nothing in it at the start of each load. */
export function coldCacheVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const variant: Variant = { name: 'cold-cache', experiment: 'coldCache', cache: 'cold' }
  return plan.architectures
    .filter((architecture) => components(architecture).includes('redis'))
    .flatMap((architecture) => visit(architecture, variant, known(plan, trials, architecture).filter(reads)))
}

/** Of a search: each reset writes 50,000 latest events anew; measured on 2 cores. */
const largeFleetSeconds = 100

/**
 * Every cell with a fleet whose devices, keys and latest events do not fit into the database's buffers, and of which a few devices are much
 * busier than the others. The buffers are made smaller rather than the fleet larger still: see doc/decisions/0038.
 */
export function largeFleetVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const variant: Variant = {
    name: 'large-fleet',
    experiment: 'largeFleet',
    fleet: { devices: 50_000, eventsPerDevice: 5, distribution: { kind: 'zipf', s: 1.1 } },
    tuning: { databaseBuffersMiB: 16 },
  }
  return plan.architectures
    .flatMap((architecture) => visit(architecture, variant, known(plan, trials, architecture)))
    .map((one) => ({ ...one, trials: one.trials.map((trial) => ({ ...trial, seconds: largeFleetSeconds })) }))
}

function known(plan: Plan, trials: readonly TrialRecord[], architecture: Architecture): readonly Workload[] {
  return plan.workloads.filter((workload) => knownRate(trials, { architecture, workload }) !== undefined)
}

function reads({ mix }: Workload): boolean {
  return mix.latest + mix.fleet > 0
}

function visit(
  architecture: Architecture,
  variant: Variant,
  workloads: readonly Workload[],
): readonly Visit[] {
  if (workloads.length === 0) return []
  const trials = workloads.map((workload) => ({ workload, stage: 'probes' as const }))
  return [{ architecture, block: 1, tasks: 'most', trials, variant }]
}
