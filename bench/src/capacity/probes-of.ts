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

/** A ramp held its judged rate, and failed at the rate of its first breaching second. */
function rampProbes(load: LoadRecord): readonly Probe[] {
  const judged: Probe = { kind: 'ramp', rate: load.rate, result: load.result }
  if (load.result.kind !== 'fail') return [judged]
  const breach: Probe = { ...judged, rate: breachRate(load) }
  const held = load.rate < breach.rate && load.endpoints.some(({ latency }) => latency !== undefined)
  return held ? [{ ...judged, result: { kind: 'pass' } }, breach] : [breach]
}

function breachRate(load: LoadRecord): number {
  const breaching = breachingWindows(load)[0] ?? load.windows.at(-1)
  return Math.max(load.rate, breaching?.offeredRate ?? load.rate)
}
