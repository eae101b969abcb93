import type { Breach } from '../capacity/probe.ts'
import type { Endpoint } from '../plan/workload.ts'

/** What people call the endpoints: `POST`, `GET`, `GET fleet`. */
export function sayEndpoint(endpoint: Endpoint): string {
  switch (endpoint) {
    case 'write':
      return 'POST'
    case 'latest':
      return 'GET'
    case 'fleet':
      return 'GET fleet'
  }
}

/** e.g. `POST p99 412 ms > 300 ms` */
export function sayBreach(breach: Breach): string {
  switch (breach.kind) {
    case 'latency':
      return `${sayEndpoint(breach.endpoint)} p${breach.percentile} ${Math.round(breach.observedMs)} ms > ${breach.limitMs} ms`
    case 'failures':
      return `${sayEndpoint(breach.endpoint)} failures ${sayShare(breach.observed)} >= ${sayShare(breach.limit)}`
    case 'completion':
      return `stored within 1 s ${sayShare(breach.observed)} < ${sayShare(breach.limit)}`
    case 'freshness':
      return `read within ${breach.withinMs / 1000} s ${sayShare(breach.observed)} < ${sayShare(breach.limit)}`
    case 'lag':
      return `backlog grew by ${breach.observedSeconds.toFixed(2)} s of load > ${breach.limitSeconds} s`
    case 'saturated':
      return `${breach.droppedIterations} requests could not be sent: all virtual users wait for answers`
    case 'silence':
      return 'no answer for a whole window'
  }
}

/** e.g. `1.2 %` */
export function sayShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
