import type { Probe } from './probe.ts'

/** After a failed confirmation, and plateaus in all. */
const stepDown = 0.9
const most = 4

/**
 * Where to confirm next, given the confirmations so far, oldest first; undefined once one has passed or nothing more is to
 * be learnt. What was found by short plateaus may not hold for half a minute: then it is tried a tenth lower, so that the
 * capacity ends as a bracket and not as an upper bound. An invalid confirmation is repeated once, then it counts as failed.
 */
export function nextConfirmation(confirmations: readonly Probe[], start: number): number | undefined {
  const last = confirmations.at(-1)
  if (last === undefined) return Math.round(start)
  if (confirmations.length >= most) return undefined
  switch (last.result.kind) {
    case 'pass':
      return undefined
    case 'fail':
      return Math.round(last.rate * stepDown)
    case 'invalid':
      return isRepeated(confirmations) ? Math.round(last.rate * stepDown) : last.rate
  }
}

function isRepeated(confirmations: readonly Probe[]): boolean {
  const [before, last] = confirmations.slice(-2)
  return before?.result.kind === 'invalid' && before.rate === last?.rate
}
