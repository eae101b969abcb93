import { type LoadRecord, rises, type Window } from '../record/record.ts'
import type { Probe } from './probe.ts'

/** What a load says as probes. */
export function probesOf(load: LoadRecord): readonly Probe[] {
  return rises(load.kind) ? rampProbes(load) : [{ kind: load.kind, rate: load.rate, result: load.result }]
}

/** The windows of a ramp in which the SLO was being broken. */
export function breachingWindows(load: LoadRecord): readonly Window[] {
  return rises(load.kind) ? load.windows.filter(({ at }) => at >= load.judgedTo) : []
}

/** A ramp that failed did so at the rate of its first breaching second, and may have held a lower one before. */
function rampProbes({ heldRate, ...load }: LoadRecord): readonly Probe[] {
  if (load.result.kind === 'invalid') return [{ kind: 'ramp', rate: load.rate, result: load.result }]
  const held: readonly Probe[] =
    heldRate === undefined ? [] : [{ kind: 'ramp', rate: heldRate, result: { kind: 'pass' } }]
  return load.result.kind === 'pass'
    ? held
    : [...held, { kind: 'ramp', rate: breachRate(load), result: load.result }]
}

function breachRate(load: LoadRecord): number {
  const breaching = breachingWindows(load)[0] ?? load.windows.at(-1)
  return Math.max(load.rate, breaching?.offeredRate ?? load.rate)
}
