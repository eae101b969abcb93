import { type Architecture, components } from '@telemark/architecture'
import type { Sizes } from '@telemark/deployment'
import type { Plan } from '../../plan/plan.ts'
import type { Variant } from '../../plan/variant.ts'
import type { Workload } from '../../plan/workload.ts'
import type { TrialRecord } from '../../record/record.ts'
import type { PlannedTrial, Visit } from '../agenda.ts'
import { knownRate } from './known-rate.ts'

/** What is left of a resource that is cut by 20 %. */
const left = 0.8
/** Of 10, which each task holds at most. */
const connectionsLeft = 8

/**
 * Every cell that holds a rate, with each CPU in turn cut by 20 % between two searches without a cut, all while one deployment stands; and
 * with fewer connections to the database, which only another deployment can have.
 */
export function squeezeVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  return plan.architectures.flatMap((architecture) => {
    const workloads = plan.workloads.filter(
      (workload) => knownRate(trials, { architecture, workload }) !== undefined,
    )
    if (workloads.length === 0) return []
    const visit = { architecture, block: 1, tasks: 'most' as const }
    const pool: Variant = {
      ...squeeze('squeeze-connections'),
      tuning: { databasePoolSize: connectionsLeft },
    }
    return [
      {
        ...visit,
        trials: workloads.flatMap((workload) => squeezed(architecture, workload)),
        variant: squeeze('squeeze'),
      },
      {
        ...visit,
        trials: workloads.map((workload) => ({ workload, stage: 'probes' as const })),
        variant: pool,
      },
    ]
  })
}

function squeezed(architecture: Architecture, workload: Workload): readonly PlannedTrial[] {
  const variants: readonly Variant[] = [
    squeeze('unsqueezed-1'),
    ...squeezable(architecture, workload).map((component) => ({
      ...squeeze(`squeeze-${component}`),
      cpuShares: { [component]: left },
    })),
    squeeze('unsqueezed-2'),
  ]
  return variants.map((variant) => ({ workload, stage: 'probes', variant }))
}

/** What `workload` uses: without writes nothing passes through Kafka. */
function squeezable(architecture: Architecture, { mix }: Workload): readonly (keyof Sizes)[] {
  return components(architecture)
    .filter((component) => component !== 'loadBalancer')
    .filter((component) => mix.write > 0 || (component !== 'kafka' && component !== 'consumer'))
}

function squeeze(name: string): Variant {
  return { name, experiment: 'squeeze' }
}
