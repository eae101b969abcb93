import type { Plan } from '../../plan/plan.ts'
import type { TrialRecord } from '../../record/record.ts'
import { doubledFits } from '../../sizing/doubled-fits.ts'
import type { Visit } from '../agenda.ts'
import { contendersOf } from '../contenders.ts'

/** The two that decide each workload once more, with twice as much CPU behind every vCPU, where this machine has as much. */
export function doubledVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const [first] = trials
  if (first === undefined) return []
  const contenders = plan.workloads
    .flatMap((workload) => contendersOf(plan, trials, workload))
    .filter(({ architecture }) => doubledFits(architecture, first.cohort))
  return [...Map.groupBy(contenders, ({ architecture }) => architecture)].map(([architecture, own]) => ({
    architecture,
    block: 1,
    tasks: 'most',
    trials: own.map(({ workload }) => ({ workload, stage: 'probes' })),
    variant: { name: 'doubled-vcpu', experiment: 'doubledVcpu', vcpuFactor: 2 },
  }))
}
