import type { ComponentKind } from '@telemark/architecture'
import { componentKinds } from '@telemark/architecture'
import type { Bounds } from '../capacity/capacity.ts'
import type { Observed } from './at-rate.ts'
import { usedUp } from './bottleneck/candidates.ts'
import { cpuUse } from './cpu-use.ts'
import type { Bottleneck, DemandFindings, Departure, Prediction } from './findings.ts'
import { known } from './known.ts'

/** Beyond this the difference between prediction and measurement wants an explanation. */
export const allowedDeviation = 0.25

interface DemandInput {
  /** At the highest rate that passed; where none did, at the lowest that failed. */
  readonly atCapacity: Observed
  /** Another load, at a lower rate: the prediction is made from it, so that the measured capacity can contradict it. */
  readonly below: Observed | undefined
  readonly measured: Bounds
  readonly calibratedRate: number | undefined
  readonly bottleneck: Bottleneck | undefined
}

/** CPU that one request costs a component at some rate. */
interface Cost {
  readonly component: ComponentKind
  readonly rate: number
  /** Requests a second beside `rate` that cost as much. */
  readonly canaries: number
  readonly ms: number
  /** Of its envelope, where it has one. */
  readonly share?: number
}

/** CPU of each component a request, and the rate at which the first of them has none left. */
export function demandOf(input: DemandInput): DemandFindings {
  const costs = costsOf(input.atCapacity)
  return {
    cpuMsPerRequest: Object.fromEntries(costs.map(({ component, ms }) => [component, ms])),
    ...known({ prediction: predictionOf(input, costs), calibratedRate: input.calibratedRate }),
  }
}

function predictionOf(input: DemandInput, costs: readonly Cost[]): Prediction | undefined {
  const { below } = input
  const first = below && firstUsedUp(telling(costsOf(below), input))
  if (below === undefined || first === undefined) return undefined
  const { cost, rate } = first
  const deviation = deviationOf(input.measured, rate)
  const now = costs.find(({ component }) => component === cost.component)
  return {
    rate,
    by: cost.component,
    from: { source: below.operation.source, rate: below.operation.rate },
    deviation,
    ...(isFar(deviation) && now !== undefined && { departure: departureOf(cost, now, input) }),
  }
}

function costsOf({ operation: { rate }, view, canaries }: Observed): readonly Cost[] {
  if (rate === 0) return []
  return componentKinds.flatMap((component) => {
    const use = cpuUse(view, component)
    if (use === undefined) return []
    const ms = (use.cores / (rate + canaries)) * 1000
    return [{ component, rate, canaries, ms, ...known({ share: use.share }) }]
  })
}

/** What has used up its CPU at half the capacity fills its quota at any rate: what a request costs it there says nothing. */
function telling(costs: readonly Cost[], { measured: { held = 0 } }: DemandInput): readonly Cost[] {
  return costs.filter(({ rate, share = 0 }) => share < usedUp || rate > held / 2)
}

function firstUsedUp(costs: readonly Cost[]): { readonly cost: Cost; readonly rate: number } | undefined {
  return costs
    .flatMap((cost) =>
      cost.share ? [{ cost, rate: (cost.rate + cost.canaries) / cost.share - cost.canaries }] : [],
    )
    .toSorted((a, b) => a.rate - b.rate)[0]
}

/**
 * The prediction supposes two things: that this component's CPU ends the cell, and that a request costs it the same at every
 * rate. If its CPU was used up, only the cost can have changed: then the cost at the capacity has to predict it. If not,
 * something else must have been found that ended the cell. Otherwise the difference is unexplained.
 */
function departureOf(before: Cost, now: Cost, { bottleneck, measured }: DemandInput): Departure {
  const share = now.share ?? 0
  const endedIt = bottleneck?.component === before.component && bottleneck.resource === 'CPU'
  const cost = { before: { ms: before.ms, rate: before.rate }, now: { ms: now.ms, rate: now.rate } }
  if (share >= usedUp || endedIt)
    return { kind: costDeparture(deviationOf(measured, now.rate / share)), share, cost }
  if (bottleneck === undefined || bottleneck.component === 'unknown')
    return { kind: 'unexplained', share, cost }
  return { kind: 'endedByOther', share, cost, bottleneck }
}

/** What is left once the cost at the capacity is known. */
function costDeparture(left: Bounds): 'costChanged' | 'wideBracket' | 'unexplained' {
  if (!isFar(left)) return 'costChanged'
  const { held = 1, failed = 1 } = left
  const isBetween = held <= 0 && failed >= 0
  return isBetween || !isFar({ held }) || !isFar({ failed }) ? 'wideBracket' : 'unexplained'
}

/** Each end of a capacity / `rate` - 1. */
function deviationOf({ held, failed }: Bounds, rate: number): Bounds {
  return {
    ...(held !== undefined && { held: held / rate - 1 }),
    ...(failed !== undefined && { failed: failed / rate - 1 }),
  }
}

function isFar(deviation: Bounds): boolean {
  return Object.values(deviation).some((share) => Math.abs(share) > allowedDeviation)
}
