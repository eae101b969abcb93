/**
 * When request n of a load is due, what it calls and for which device: pure functions of (seed, n), so that a
 * run can be repeated, and so that the bench knows the intended times without being told.
 */

/** From the previous rate (0 at first) to `rate` requests a second within `seconds`; 0 seconds is a step. */
export interface RateStage {
  readonly seconds: number
  readonly rate: number
}

export type Mix = Readonly<Record<'write' | 'latest' | 'fleet', number>>

/** A well mixed 32-bit hash of two numbers. */
export function hash(seed: number, n: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ n
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * Evenly spaced arrivals would flatter a slow single server and can lock phase with the CPU quota's periods, so
 * each request waits for 0 to `widthMs` first.
 */
export function jitterMs(seed: number, n: number, widthMs: number): number {
  return (hash(seed, n) / 4294967296) * widthMs
}

/** Which of `count` devices request n is for. Another stream of the seed than the jitter's. */
export function deviceOf(seed: number, n: number, count: number): number {
  return hash(seed ^ 0x5bd1e995, n) % count
}

/** Spreads the endpoints as evenly as their shares allow (Bresenham): any run of requests has the mix. */
export function endpointOf(n: number, mix: Mix): keyof Mix {
  const total = mix.write + mix.latest + mix.fleet
  const writes = mix.write / total
  if (Math.floor((n + 1) * writes) > Math.floor(n * writes)) return 'write'
  const reads = n - Math.floor(n * writes)
  const latest = mix.latest / (mix.latest + mix.fleet)
  return Math.floor((reads + 1) * latest) > Math.floor(reads * latest) ? 'latest' : 'fleet'
}

/**
 * Milliseconds after the start at which k6 starts request n (from 0), jitter not counted: where the area under
 * the arrival rate reaches n + 1. Undefined if the stages end before.
 */
export function dueMs(n: number, stages: readonly RateStage[]): number | undefined {
  let from = 0
  let done = 0
  let startSeconds = 0
  for (const { seconds, rate } of stages) {
    const area = (seconds * (from + rate)) / 2
    if (done + area >= n + 1)
      return 1000 * (startSeconds + timeToArea(n + 1 - done, { from, to: rate, seconds }))
    done += area
    startSeconds += seconds
    from = rate
  }
  return undefined
}

/** Requests a second that `stages` ask for, `seconds` after the start; the last rate once they have ended. */
export function rateAt(seconds: number, stages: readonly RateStage[]): number {
  let from = 0
  let start = 0
  for (const stage of stages) {
    if (seconds < start + stage.seconds)
      return from + ((stage.rate - from) * (seconds - start)) / stage.seconds
    start += stage.seconds
    from = stage.rate
  }
  return from
}

function timeToArea(area: number, ramp: { from: number; to: number; seconds: number }): number {
  const slope = (ramp.to - ramp.from) / ramp.seconds
  if (slope === 0) return area / ramp.from
  return (Math.sqrt(Math.max(0, ramp.from * ramp.from + 2 * slope * area)) - ramp.from) / slope
}
