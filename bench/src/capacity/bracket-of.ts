import type { Seen } from './capacity.ts'
import { edgeBetween } from './edge.ts'
import type { Probe } from './probe.ts'

export interface Bracket {
  readonly pass: Probe | undefined
  readonly fail: Probe | undefined
  readonly seen: Seen
}

/** Plateaus agree at an end of a bracket that lie within this share of it: the capacity is claimed no more exactly. */
const agreeing = 0.05

/**
 * The highest pass and the lowest fail beside the edge that contradicts the fewest plateaus. What a ramp says counts only
 * on the side of which no plateau says anything, because a ramp outruns a growing queue.
 */
export function bracketOf(probes: readonly Probe[]): Bracket {
  const plateaus = ends(probes.filter(({ kind }) => kind !== 'ramp'))
  const ramps = ends(probes.filter(({ kind }) => kind === 'ramp'))
  return {
    pass: plateaus.pass ?? below(ramps.pass, plateaus.fail),
    fail: plateaus.fail ?? above(ramps.fail, plateaus.pass),
    seen: plateaus.seen,
  }
}

function ends(probes: readonly Probe[]): Bracket {
  const edge = edgeBetween(probes)
  const passes = probes.filter(({ rate, result }) => result.kind === 'pass' && rate <= edge)
  const fails = probes.filter(({ rate, result }) => result.kind === 'fail' && rate > edge)
  const pass = passes.toSorted((a, b) => b.rate - a.rate)[0]
  const fail = fails.toSorted((a, b) => a.rate - b.rate)[0]
  return {
    pass,
    fail,
    seen: {
      pass: pass ? passes.filter(({ rate }) => rate * (1 + agreeing) >= pass.rate).length : 0,
      fail: fail ? fails.filter(({ rate }) => rate <= fail.rate * (1 + agreeing)).length : 0,
    },
  }
}

function below(pass: Probe | undefined, fail: Probe | undefined): Probe | undefined {
  return pass !== undefined && (fail === undefined || pass.rate < fail.rate) ? pass : undefined
}

function above(fail: Probe | undefined, pass: Probe | undefined): Probe | undefined {
  return fail !== undefined && (pass === undefined || fail.rate > pass.rate) ? fail : undefined
}
