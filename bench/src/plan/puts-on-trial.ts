import type { Plan } from './plan.ts'
import { profiles } from './profiles.ts'

/** Whether `plan` plants defects and squeezes resources: then what is planted is sealed before the first trial. */
export function putsOnTrial({ profile, hold }: Pick<Plan, 'profile' | 'hold'>): boolean {
  return profiles[profile].schedule === 'exhaustive' && hold === undefined
}
