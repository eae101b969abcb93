import { firstStages, leastSeconds } from './durations.ts'
import type { Plan } from './plan.ts'

/** `plan`, if its budget is enough to learn anything. Throws a RangeError that says how much is. */
export function checkedBudget(plan: Plan): Plan {
  const least = leastSeconds(plan)
  if (plan.budgetSeconds >= least) return plan
  throw new RangeError(
    `Cannot compare within ${plan.budgetSeconds} s: ${least} s at least are required, for the sizing, one start and the ${firstStages(plan).join(' and ')} of one cell. Give a longer budget, such as ${Math.ceil(least / 60)}m.`,
  )
}
