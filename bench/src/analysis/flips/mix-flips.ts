import type { Bounds } from '../../capacity/capacity.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Workload } from '../../plan/workload.ts'
import type { Flip, Side } from '../findings/flips.ts'
import type { WorkloadFindings } from '../findings.ts'
import type { ArchitectureBounds } from '../ruling.ts'
import { contestantsIn, isFlip, leaderOf } from './leader.ts'

/** A measured mix: the share of requests that write, and what everybody holds there. */
interface Knot {
  readonly writes: number
  readonly contestants: readonly ArchitectureBounds[]
}

/**
 * At which share of writes something else is best, from the first measured mix to the last. By the operational laws 1 / capacity is
 * the demand of the component that ends it, and that is linear in the shares of the endpoints: between two measured mixes the
 * capacity is taken from the straight line between their 1 / capacity. Where another component takes over in between, the true
 * capacity lies above that line.
 */
export function mixFlips(plan: Plan, workloads: readonly WorkloadFindings[], tie: number): readonly Flip[] {
  const knots = knotsOf(plan, workloads)
  const [first, last] = [knots.at(0), knots.at(-1)]
  if (first === undefined || last === undefined || first === last) return []
  const [from, to] = [Math.round(first.writes * 100), Math.round(last.writes * 100)]
  const shares = Array.from({ length: to - from + 1 }, (_, index) => (from + index) / 100)
  const sides = shares.map((writes) => ({ at: writes, side: leaderOf(contestantsAt(writes, knots), tie) }))
  return sides.slice(1).flatMap(({ at, side: then }, index): readonly Flip[] => {
    const now = sides[index]?.side as Side
    return isFlip(now, then) ? [{ change: { kind: 'mix' }, now, then, at, direction: 'above' }] : []
  })
}

/** The measured shares of writes, lowest first, of mixes that do not read pages of the fleet. */
export function writeShares({ workloads }: Plan): readonly number[] {
  return workloads
    .filter(({ mix }) => mix.fleet === 0)
    .map(writeShare)
    .toSorted((a, b) => a - b)
}

function knotsOf(plan: Plan, workloads: readonly WorkloadFindings[]): readonly Knot[] {
  return plan.workloads
    .filter(({ mix }) => mix.fleet === 0)
    .flatMap((workload) => {
      const findings = workloads.find((found) => found.workload === workload.name)
      return findings ? [{ writes: writeShare(workload), contestants: contestantsIn(findings, plan) }] : []
    })
    .toSorted((a, b) => a.writes - b.writes)
}

function writeShare({ mix }: Workload): number {
  return mix.write / (mix.write + mix.latest + mix.fleet)
}

function contestantsAt(writes: number, knots: readonly Knot[]): readonly ArchitectureBounds[] {
  const exact = knots.find((knot) => Math.abs(knot.writes - writes) < 1e-9)
  if (exact !== undefined) return exact.contestants
  const before = knots.findLast((knot) => knot.writes < writes)
  const after = knots.find((knot) => knot.writes > writes)
  if (before === undefined || after === undefined) return []
  const share = (writes - before.writes) / (after.writes - before.writes)
  return before.contestants.flatMap(({ architecture, bounds }) => {
    const other = after.contestants.find((contestant) => contestant.architecture === architecture)
    if (other === undefined) return []
    return [{ architecture, twins: [architecture], bounds: between(bounds, other.bounds, share) }]
  })
}

function between(before: Bounds, after: Bounds, share: number): Bounds {
  const mean = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : 1 / ((1 - share) / a + share / b)
  const [held, failed] = [mean(before.held, after.held), mean(before.failed, after.failed)]
  return { ...(held !== undefined && { held }), ...(failed !== undefined && { failed }) }
}
