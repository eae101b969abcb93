import type { Probe } from '../capacity/probe.ts'
import type { LoadRecord } from '../record/record.ts'
import { breachingWindows } from './observation.ts'

/** What a ramp says as probes: it held its judged rate, and failed at the rate of its first breaching second. */
export function rampProbes(load: LoadRecord): readonly Probe[] {
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
