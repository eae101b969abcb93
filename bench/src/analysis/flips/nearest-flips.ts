import type { Change, Flip, Side } from '../findings/flips.ts'
import { isFlip } from './leader.ts'

interface Axis {
  readonly change: Change
  readonly workload?: string
  /** Where it was measured. */
  readonly here: number
  /** Values to try, in any order, `here` left out or not. */
  readonly values: readonly number[]
  readonly sideAt: (value: number) => Side
}

/** The nearest value on either side of `here` at which something else is best; nothing is said of values beyond one that is open. */
export function nearestFlips({ here, values, sideAt, ...axis }: Axis): readonly Flip[] {
  const now = sideAt(here)
  const upwards = values.filter((value) => value > here).toSorted((a, b) => a - b)
  const downwards = values.filter((value) => value < here).toSorted((a, b) => b - a)
  return (['above', 'below'] as const).flatMap((direction) => {
    for (const at of direction === 'above' ? upwards : downwards) {
      const then = sideAt(at)
      if (then.kind === 'open') return []
      if (isFlip(now, then)) return [{ ...axis, now, then, at, direction }]
    }
    return []
  })
}
