import type { Bounds } from '../../capacity/capacity.ts'

/** What an architecture holds under one measured mix. */
export interface MixPoint {
  readonly workload: string
  /** Of the requests, 0 to 1. */
  readonly writeShare: number
  readonly bounds: Bounds
}

/** `between`: by the law below, not measured. */
export interface MixedCapacity {
  readonly bounds: Bounds
  readonly between?: readonly [string, string]
}

/**
 * The capacity at a mix between measured ones. Utilisation law (Denning & Buzen, The Operational Analysis of Queueing Network Models, 1978): a request takes a fixed
 * time of the resource that is used up first, so the time a request, 1/C, is linear in the mix; from only writes and only reads it
 * is 1 / (w / Cw + r / Cr). It holds while the same resource ends both. Undefined outside of the measured mixes.
 */
export function mixedCapacity(points: readonly MixPoint[], writeShare: number): MixedCapacity | undefined {
  const measured = points.find((point) => Math.abs(point.writeShare - writeShare) < 1e-9)
  if (measured !== undefined) return { bounds: measured.bounds }
  const sorted = points.toSorted((a, b) => a.writeShare - b.writeShare)
  const [lower, upper] = [
    sorted.findLast((point) => point.writeShare < writeShare),
    sorted.find((point) => point.writeShare > writeShare),
  ]
  if (lower === undefined || upper === undefined) return undefined
  const part = (writeShare - lower.writeShare) / (upper.writeShare - lower.writeShare)
  const blend = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : 1 / ((1 - part) / a + part / b)
  const [held, failed] = [
    blend(lower.bounds.held, upper.bounds.held),
    blend(lower.bounds.failed, upper.bounds.failed),
  ]
  return {
    bounds: { ...(held !== undefined && { held }), ...(failed !== undefined && { failed }) },
    between: [lower.workload, upper.workload],
  }
}
