import { breachingWindows } from '../capacity/probes-of.ts'
import { settleMs } from '../plan/stages.ts'
import type { ReadingsView } from '../readings/readings-view.ts'
import { type LoadRecord, rises, type Window } from '../record/record.ts'
import { canaryRequests } from './canary-requests.ts'
import { isNear } from './common-rate.ts'
import type { Operation } from './findings.ts'
import type { Observation } from './observation.ts'
import { breachView, judgedView, windowsView } from './observation.ts'
import { operationOf, operationOfWindows } from './operation.ts'

/** What came back at one rate, and what the parts did meanwhile. */
export interface Observed {
  readonly operation: Operation
  readonly view: ReadingsView
  readonly generatorCpuShare: number
  /** Requests a second of canaries, beside `operation.rate`. */
  readonly canaries: number
}

const beginningSeconds = 5
/** Shares of the capacity that are just below it, and how many seconds of a ramp are enough there. */
export const below = { from: 0.6, to: 0.95, seconds: 2 } as const

/**
 * A cell at `rate`: the passing plateau nearest to it and not above it, if that is within 10 %;
 * otherwise the seconds of its ramp within 10 % below that rate.
 */
export function observedAt(observations: readonly Observation[], rate: number): Observed | undefined {
  const plateau = plateauAt(observations, rate)
  if (plateau !== undefined) return judged(plateau)
  return ramps(observations)
    .map((ramp) => inRamp(ramp, rate))
    .findLast((observed) => observed !== undefined)
}

/** The passing plateau nearest to `rate` and not above it, if that is within 10 %. */
export function plateauAt(observations: readonly Observation[], rate: number): Observation | undefined {
  return passingPlateaus(observations).findLast(({ load }) => isNear(load.rate, rate))
}

/** The load that passed at `rate`, a plateau rather than a ramp. */
export function passAt(observations: readonly Observation[], rate: number): Observed | undefined {
  const plateau = passingPlateaus(observations).findLast(({ load }) => load.rate === rate)
  if (plateau !== undefined) return judged(plateau)
  const ramp = ramps(observations).findLast(({ load }) => load.heldRate === rate)
  return ramp && (ramp.load.rate === rate ? judged(ramp) : inRamp(ramp, rate))
}

/** The load that failed at `rate`; of a ramp the seconds from its breach on. */
export function breachAt(observations: readonly Observation[], rate: number): Observed | undefined {
  const failing = observations.filter(({ load }) => load.result.kind === 'fail')
  const plateau = failing.findLast(({ load }) => isPlateau(load) && load.rate === rate)
  if (plateau !== undefined) return judged(plateau)
  const ramp = ramps(failing).at(-1)
  return ramp && inBreach(ramp)
}

/**
 * A load of the cell below `capacity` (the rate that was held, or else the one that failed): the plateau that passed nearest to it; where that is far, or none did, the seconds of
 * its ramp just below it, or else the first ones. What is measured there does not depend on the load that set the capacity.
 */
export function observedBelow(
  observations: readonly Observation[],
  capacity: number | undefined,
): Observed | undefined {
  const highest = capacity ?? 0
  const nearest = passingPlateaus(observations).findLast(({ load }) => load.rate <= highest * below.to)
  if (nearest !== undefined && nearest.load.rate >= highest * below.from) return judged(nearest)
  const close = ramps(observations)
    .map((ramp) => inRampBelow(ramp, highest))
    .findLast((observed) => observed !== undefined)
  if (close !== undefined) return close
  if (nearest !== undefined) return judged(nearest)
  return ramps(observations)
    .map(inBeginning)
    .findLast((observed) => observed !== undefined)
}

/** As `observedBelow`, and every plateau that passed as near. */
export function everyObservedBelow(
  observations: readonly Observation[],
  capacity: number,
): readonly Observed[] {
  const near = passingPlateaus(observations).filter(
    ({ load: { rate } }) => rate >= capacity * below.from && rate <= capacity * below.to,
  )
  if (near.length > 0) return near.map(judged)
  const one = observedBelow(observations, capacity)
  return one === undefined ? [] : [one]
}

/** The lowest plateau that passed, if at half of `capacity` at most. */
export function quietBelow(
  observations: readonly Observation[],
  capacity: number | undefined,
): Observed | undefined {
  const [lowest] = passingPlateaus(observations)
  return lowest !== undefined && capacity !== undefined && lowest.load.rate <= capacity / 2
    ? judged(lowest)
    : undefined
}

/** Settled seconds of a ramp at rates just below `capacity`. */
function inRampBelow(ramp: Observation, capacity: number): Observed | undefined {
  const close = settledWindows(ramp).filter(
    ({ offeredRate }) => offeredRate >= capacity * below.from && offeredRate <= capacity * below.to,
  )
  return close.length < below.seconds || ramp.load.result.kind === 'invalid'
    ? undefined
    : inWindows(ramp, close)
}

/** The seconds of a ramp before its breach. */
function settledWindows({ load: { windows, judgedTo } }: Observation): readonly Window[] {
  const settledAt = (windows[0]?.at ?? 0) + settleMs
  return windows.filter(({ at }) => at >= settledAt && at < judgedTo)
}

/** Settled, and at most half of the seconds before the breach: the rest leads up to it. */
function inBeginning(ramp: Observation): Observed | undefined {
  const before = settledWindows(ramp)
  const first = before.slice(0, Math.min(beginningSeconds, Math.floor(before.length / 2)))
  return first.length < 2 || ramp.load.result.kind === 'invalid' ? undefined : inWindows(ramp, first)
}

function inBreach(ramp: Observation): Observed {
  const windows = breachingWindows(ramp.load)
  const operation = windows.length > 0 ? operationOfWindows(windows) : operationOf(ramp.load)
  return {
    operation,
    view: breachView(ramp),
    generatorCpuShare: ramp.load.generatorCpuShare,
    canaries: canaryRequests(ramp.load),
  }
}

function inRamp(ramp: Observation, rate: number): Observed | undefined {
  const { load } = ramp
  const near = load.windows.filter(({ at, offeredRate }) => at < load.judgedTo && isNear(offeredRate, rate))
  if (near.length > 0) return inWindows(ramp, near)
  return isNear(load.rate, rate) ? judged(ramp) : undefined
}

function inWindows({ trial, load }: Observation, windows: readonly Window[]): Observed {
  return {
    operation: operationOfWindows(windows),
    view: windowsView(trial, windows),
    generatorCpuShare: load.generatorCpuShare,
    canaries: canaryRequests(load),
  }
}

function judged(observation: Observation): Observed {
  const { load } = observation
  return {
    operation: operationOf(load),
    view: judgedView(observation),
    generatorCpuShare: load.generatorCpuShare,
    canaries: canaryRequests(load),
  }
}

/** The rates of the plateaus that passed, lowest first. */
export function heldPlateaus(observations: readonly Observation[]): readonly number[] {
  return passingPlateaus(observations).map(({ load }) => load.rate)
}

function passingPlateaus(observations: readonly Observation[]): readonly Observation[] {
  return observations
    .filter(({ load }) => isPlateau(load) && load.result.kind === 'pass')
    .toSorted((a, b) => a.load.rate - b.load.rate)
}

function ramps(observations: readonly Observation[]): readonly Observation[] {
  return observations.filter(({ load }) => !isPlateau(load))
}

function isPlateau({ kind }: LoadRecord): boolean {
  return !rises(kind)
}
