import type { InvalidReason } from '../capacity/probe.ts'
import { sayBreach } from '../load/say-breach.ts'
import type { LiveWindow } from '../load/watch.ts'
import type { LoadRecord } from '../record/record.ts'

/** e.g. `ramp 410/s, p99 88 ms` */
export function sayWindow(what: LoadRecord['kind'] | 'warming up', { rate, endpoints }: LiveWindow): string {
  const worst = Math.max(...endpoints.map(({ latency }) => latency?.p99Ms ?? 0))
  return `${what} ${Math.round(rate)}/s, p99 ${Math.round(worst)} ms`
}

/** e.g. `stopped at 312/s: POST p99 412 ms > 300 ms` or `probe 280/s: pass` */
export function sayLoad({ kind, rate, result }: LoadRecord): string {
  const rises = kind === 'ramp' || kind === 'stress'
  switch (result.kind) {
    case 'pass':
      return rises ? `${kind} ended at ${rate}/s within the SLO` : `${kind} ${rate}/s: pass`
    case 'fail':
      return rises
        ? `stopped at ${rate}/s: ${sayBreach(result.breach)}`
        : `${kind} ${rate}/s: fail, ${sayBreach(result.breach)}`
    case 'invalid':
      return `${kind} ${rate}/s: invalid, ${sayInvalid(result.reason)}`
  }
}

/** e.g. `the generator used 84 % of its CPU, at most 80 % is required` */
export function sayInvalid(reason: InvalidReason): string {
  switch (reason.kind) {
    case 'generatorCpu':
      return `the generator used ${percent(reason.observed)} of its CPU, at most ${percent(reason.limit)} is required`
    case 'lateness':
      return `the generator sent up to ${reason.p99Ms.toFixed(1)} ms late (p99), at most ${reason.limitMs} ms is required`
    case 'serverCpu':
      return `all components used ${percent(reason.observed)} of the cores that they share, at most ${percent(reason.limit)} is required`
    case 'steal':
      return `the host took ${percent(reason.observed)} of the CPU, at most ${percent(reason.limit)} is required`
    case 'tooFewSamples':
      return `${reason.observed} samples of ${reason.endpoint}, at least ${reason.required} are required`
    case 'balancerSaturated':
      return `the load balancer used ${percent(reason.observed)} of a core, at most ${percent(reason.limit)} is required`
    case 'loadFailed':
      return reason.message
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
