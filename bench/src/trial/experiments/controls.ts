import type { Plan } from '../../plan/plan.ts'
import type { TrialRecord } from '../../record/record.ts'
import { shuffle, type Visit } from '../agenda.ts'
import { controlArms } from './control-arms.ts'
import { knownRate } from './known-rate.ts'

/** Each shows every arm once, between two visits of the twin. */
const rounds = 5
/** Of what the twin holds: there nothing but the defect distinguishes an arm. */
const rateShare = 0.6

/**
 * Rounds of one plateau an arm, all at the same rate: arms in an order of their own each time, and the twin first and last, whose two
 * plateaus tell how much the same system differs from itself within a round.
 */
export function controlVisits(plan: Plan, trials: readonly TrialRecord[]): readonly Visit[] {
  const controls = controlArms(plan)
  if (controls === undefined) return []
  const { twin, workload, arms } = controls
  const held = knownRate(trials, { architecture: twin, workload })
  if (held === undefined) return []
  const rate = Math.round(held * rateShare)
  return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((block) => {
    const visit = (architecture: Visit['architecture'], variant: Partial<Visit['variant']>): Visit => ({
      architecture,
      block,
      tasks: 'most',
      trials: [{ workload, stage: 'probes', rate }],
      variant: { name: 'plateau', experiment: 'controls', ...variant },
    })
    const shuffled = shuffle(Object.entries(arms), plan.seed + block)
    return [
      visit(twin, { name: 'first' }),
      ...shuffled.map(([name, control]) => visit({ ...twin, name }, control === 'none' ? {} : { control })),
      visit(twin, { name: 'last' }),
    ]
  })
}
