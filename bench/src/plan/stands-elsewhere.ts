import type { Plan } from './plan.ts'

/** Whether what is measured stands elsewhere: then nothing is started or sized for it. */
export function standsElsewhere({ architectures }: Pick<Plan, 'architectures'>): boolean {
  return architectures.some(({ standsAt }) => standsAt !== undefined)
}
