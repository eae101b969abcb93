import type { Probe } from './probe.ts'

/** After a failed confirmation, and plateaus in all. */
const stepDown = 0.9
const most = 4

/** A plateau of half a minute. */
export interface Confirmation extends Probe {
  /** Of one that passed: too many slow answers to be sure that no more than the SLO allows are slow at this rate. */
  readonly unproven?: boolean
}

/**
 * Where to confirm next, given the confirmations so far, oldest first; undefined once one has passed and is proven, or nothing more is to
 * be learnt. What was found by short plateaus may not hold for half a minute, or hold without proof: then it is tried a tenth lower, so that the
 * capacity ends as a bracket and not as an upper bound. An invalid confirmation is repeated once, then it counts as failed.
 */
export function nextConfirmation(confirmations: readonly Confirmation[], start: number): number | undefined {
  const last = confirmations.at(-1)
  if (last === undefined) return Math.round(start)
  if (confirmations.length >= most) return undefined
  const lower = Math.round(last.rate * stepDown)
  switch (last.result.kind) {
    case 'pass':
      return last.unproven ? lower : undefined
    case 'fail':
      return lower
    case 'invalid':
      return isRepeated(confirmations) ? lower : last.rate
  }
}

function isRepeated(confirmations: readonly Probe[]): boolean {
  const [before, last] = confirmations.slice(-2)
  return before?.result.kind === 'invalid' && before.rate === last?.rate
}
