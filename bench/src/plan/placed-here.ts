import type { Plan } from './plan.ts'

/** `plan` without what stands elsewhere: nothing can be planted in that, taken from it or set up anew in it. */
export function placedHere(plan: Plan): Plan {
  return { ...plan, architectures: plan.architectures.filter(({ standsAt }) => standsAt === undefined) }
}
