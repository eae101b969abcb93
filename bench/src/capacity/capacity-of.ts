import { bracketOf } from './bracket-of.ts'
import type { Capacity } from './capacity.ts'
import type { Probe } from './probe.ts'

/** The capacity that `probes`, oldest first, prove: see `bracketOf`. */
export function capacityOf(probes: readonly Probe[]): Capacity {
  const { pass, fail, seen } = bracketOf(probes)
  if (pass !== undefined && fail !== undefined)
    return { kind: 'bracket', highestPass: pass.rate, lowestFail: fail.rate, breach: breachOf(fail), seen }
  const lastInvalid = probes.map(({ result }) => result).findLast(({ kind }) => kind === 'invalid')
  if (pass !== undefined)
    return { kind: 'atLeast', highestPass: pass.rate, reason: lastInvalid ? 'generator' : 'plan' }
  if (fail !== undefined) return { kind: 'below', lowestFail: fail.rate, breach: breachOf(fail) }
  if (lastInvalid?.kind === 'invalid') return { kind: 'invalid', reason: lastInvalid.reason }
  return { kind: 'invalid', reason: { kind: 'loadFailed', message: 'nothing was probed' } }
}

function breachOf({ result }: Probe) {
  if (result.kind !== 'fail') throw new TypeError(`A ${result.kind} has no breach`)
  return result.breach
}
