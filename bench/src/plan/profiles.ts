/** How much time a cohort may take, and what it does in it. */
interface Profile {
  /** Wall-clock seconds that the whole cohort may take. */
  readonly budgetSeconds: number
  /**
   * `ramps`: every cell's ramp, and no more. `narrowing`: then plateaus, confirmations of the best, the autoscaler under stress,
   * and more blocks of contenders while there is time. `exhaustive`: blocks, confirmations and stress of every cell, then
   * experiments. `originalTest`: every cell under the one long test of the public original, the autoscaler live.
   */
  readonly schedule: 'ramps' | 'narrowing' | 'exhaustive' | 'originalTest'
  /** Seconds of a ramp: slowly where the capacity is expected, then faster, to the target and more, where the prediction was too low. */
  readonly pace: { readonly slowSeconds: number; readonly fastSeconds: number }
  /** Time passes this much faster for the autoscaler. */
  readonly compression: number
}

/** Every profile. */
export const profiles = {
  smoke: {
    budgetSeconds: 6 * 60,
    schedule: 'ramps',
    pace: { slowSeconds: 7, fastSeconds: 3 },
    compression: 12,
  },
  standard: {
    budgetSeconds: 30 * 60,
    schedule: 'narrowing',
    pace: { slowSeconds: 14, fastSeconds: 6 },
    compression: 12,
  },
  full: {
    budgetSeconds: 8 * 3600,
    schedule: 'exhaustive',
    pace: { slowSeconds: 14, fastSeconds: 6 },
    compression: 12,
  },
  original: {
    budgetSeconds: 6 * 3600,
    schedule: 'originalTest',
    pace: { slowSeconds: 14, fastSeconds: 6 },
    compression: 1,
  },
} as const satisfies Readonly<Record<string, Profile>>

/** The name of a profile. */
export type ProfileName = keyof typeof profiles

/** Minutes that a cohort of `profile` takes at most. */
export function minutesOf(profile: ProfileName): number {
  return profiles[profile].budgetSeconds / 60
}

export const profileNames = Object.keys(profiles) as readonly ProfileName[]
