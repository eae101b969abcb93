import type { Plan } from './plan.ts'

/** Profiles that put more on trial than capacities. */
const withExperiments: readonly string[] = ['full']

/** Whether `plan` plants defects and squeezes resources: then what is planted is sealed before the first trial. */
export function putsOnTrial({ profile }: Pick<Plan, 'profile'>): boolean {
  return withExperiments.includes(profile)
}
