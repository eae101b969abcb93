import type { InvalidReason } from '../capacity/probe.ts'
import { sayEndpoint, sayShare } from './say-breach.ts'

/** Why a load proves nothing, e.g. `load generator CPU 84.0 % > 80.0 %` */
export function sayInvalid(reason: InvalidReason): string {
  switch (reason.kind) {
    case 'generatorCpu':
      return `load generator CPU ${sayShare(reason.observed)} > ${sayShare(reason.limit)}`
    case 'lateness':
      return `requests were sent late: p99 ${reason.p99Ms.toFixed(1)} ms > ${reason.limitMs} ms`
    case 'serverCpu':
      return `all components used ${sayShare(reason.observed)} of the cores that they share > ${sayShare(reason.limit)}`
    case 'steal':
      return `CPU stolen from this machine ${sayShare(reason.observed)} > ${sayShare(reason.limit)}`
    case 'tooFewSamples':
      return `too few samples of ${sayEndpoint(reason.endpoint)}: ${reason.observed} < ${reason.required}`
    case 'witnessDisagrees':
      return `the load balancer saw a p${reason.percentile} of ${reason.balancerMs.toFixed(1)} ms, k6 ${reason.generatorMs.toFixed(1)} ms: more than ${reason.limitMs.toFixed(1)} ms apart`
    case 'balancerSaturated':
      return `balancer CPU ${sayShare(reason.observed)} of a core > ${sayShare(reason.limit)}`
    case 'noReadings':
      return `too few readings of ${reason.component}`
    case 'partLost':
      return `${reason.part} was lost: ${reason.reason}`
    case 'loadFailed':
      return reason.message
  }
}
