import type { Capacity } from './capacity.ts'
import type { Probe } from './probe.ts'

/**
 * The capacity that `probes`, oldest first, prove. Of plateaus at the same rate the last one counts. The lowest failing rate rules: a pass above it does not count. What a ramp
 * says counts only on the side of which no plateau says anything, because a ramp outruns a growing queue.
 */
export function capacityOf(probes: readonly Probe[]): Capacity {
  const { pass, fail } = bracketOf(probes)
  if (pass !== undefined && fail !== undefined)
    return { kind: 'bracket', highestPass: pass.rate, lowestFail: fail.rate, breach: breachOf(fail) }
  const lastInvalid = probes.map(({ result }) => result).findLast(({ kind }) => kind === 'invalid')
  if (pass !== undefined)
    return { kind: 'atLeast', highestPass: pass.rate, reason: lastInvalid ? 'generator' : 'plan' }
  if (fail !== undefined) return { kind: 'below', lowestFail: fail.rate, breach: breachOf(fail) }
  if (lastInvalid?.kind === 'invalid') return { kind: 'invalid', reason: lastInvalid.reason }
  return { kind: 'invalid', reason: { kind: 'loadFailed', message: 'nothing was probed' } }
}

export interface Bracket {
  readonly pass: Probe | undefined
  readonly fail: Probe | undefined
}

/** The highest pass below the lowest fail, and that fail. */
export function bracketOf(probes: readonly Probe[]): Bracket {
  const plateaus = innermost(lastOfEachRate(probes.filter(({ kind }) => kind !== 'ramp')))
  const ramps = innermost(probes.filter(({ kind }) => kind === 'ramp'))
  const pass = plateaus.pass ?? below(ramps.pass, plateaus.fail)
  const fail = plateaus.fail ?? above(ramps.fail, plateaus.pass)
  return { pass, fail }
}

function lastOfEachRate(plateaus: readonly Probe[]): readonly Probe[] {
  const judged = plateaus.filter(({ result }) => result.kind !== 'invalid')
  return [...new Map(judged.map((probe) => [probe.rate, probe])).values()]
}

function innermost(probes: readonly Probe[]): Bracket {
  const fail = probes.filter(({ result }) => result.kind === 'fail').toSorted((a, b) => a.rate - b.rate)[0]
  const passes = probes.filter(
    ({ rate, result }) => result.kind === 'pass' && (fail === undefined || rate < fail.rate),
  )
  return { fail, pass: passes.toSorted((a, b) => b.rate - a.rate)[0] }
}

function below(pass: Probe | undefined, fail: Probe | undefined): Probe | undefined {
  return pass !== undefined && (fail === undefined || pass.rate < fail.rate) ? pass : undefined
}

function above(fail: Probe | undefined, pass: Probe | undefined): Probe | undefined {
  return fail !== undefined && (pass === undefined || fail.rate > pass.rate) ? fail : undefined
}

function breachOf({ result }: Probe) {
  if (result.kind !== 'fail') throw new TypeError(`A ${result.kind} has no breach`)
  return result.breach
}
