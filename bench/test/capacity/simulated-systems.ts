import { hash } from '../../k6/schedule.ts'
import type { Probe, ProbeResult } from '../../src/capacity/probe.ts'

/** Something that is probed: without a clock, and the same each time. */
export interface SimulatedSystem {
  readonly name: string
  /** What it holds, requests a second. */
  readonly capacity: number
  /** `count` probes came before. */
  answer(rate: number, count: number, kind?: Probe['kind']): ProbeResult
}

export const pass: ProbeResult = { kind: 'pass' }
export const fail: ProbeResult = { kind: 'fail', breach: { kind: 'saturated', droppedIterations: 1 } }
export const invalid: ProbeResult = { kind: 'invalid', reason: { kind: 'lateness', p99Ms: 9, limitMs: 5 } }

/** Passes up to its capacity, fails above. */
export function sharpKnee(capacity: number): SimulatedSystem {
  return { name: 'sharp knee', capacity, answer: (rate) => (rate <= capacity ? pass : fail) }
}

/** Chance decides near the capacity: 5 % above it one of six plateaus still passes. */
export function softKnee(capacity: number, seed: number): SimulatedSystem {
  const softness = 0.03
  return {
    name: 'soft knee',
    capacity,
    answer: (rate, count) =>
      chance(seed, count) < 1 / (1 + Math.exp((rate / capacity - 1) / softness)) ? pass : fail,
  }
}

/** What it holds varies from one plateau to the next, by 4 % as a standard deviation: neighbours on the host. */
export function noisy(capacity: number, seed: number): SimulatedSystem {
  return {
    name: 'noisy',
    capacity,
    answer: (rate, count) => (rate <= capacity * Math.exp(0.04 * normal(seed, count)) ? pass : fail),
  }
}

/** A tenth of the plateaus that should pass fail, however low their rate. */
export function flaky(capacity: number, seed: number): SimulatedSystem {
  return {
    name: 'flaky',
    capacity,
    answer: (rate, count) => (rate <= capacity && chance(seed, count) > 0.1 ? pass : fail),
  }
}

/** A short plateau passes up to 108 % of what half a minute holds: the queue is long enough only then. */
export function lateBacklog(capacity: number): SimulatedSystem {
  return {
    name: 'late backlog',
    capacity,
    answer: (rate, _count, kind) => (rate <= capacity * (kind === 'confirmation' ? 1 : 1.08) ? pass : fail),
  }
}

/** The load generator is at its end before the system is. */
export function limitedGenerator(ceiling: number): SimulatedSystem {
  return {
    name: 'limited generator',
    capacity: ceiling,
    answer: (rate) => (rate <= ceiling ? pass : invalid),
  }
}

/** What a ramp says of `system`: within a sixth of it, which is about as exact as real ones are. */
export function rampOf({ capacity }: SimulatedSystem, seed: number): readonly Probe[] {
  const held = Math.round(capacity * (0.83 + 0.3 * chance(seed, 1000)))
  return [
    { kind: 'ramp', rate: held, result: pass },
    { kind: 'ramp', rate: Math.round(held * 1.06), result: fail },
  ]
}

function chance(seed: number, count: number): number {
  return (hash(seed, count) + 0.5) / 2 ** 32
}

/** Box and Muller. */
export function normal(seed: number, count: number): number {
  const [a, b] = [chance(seed, 2 * count), chance(seed, 2 * count + 1)]
  return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b)
}
