import type { Reading } from '@telemark/deployment'
import type { Endpoint } from '../plan/workload.ts'

/** The first limit of the SLO that did not hold. */
export type Breach =
  | {
      readonly kind: 'latency'
      readonly endpoint: Endpoint
      readonly percentile: 95 | 99
      readonly observedMs: number
      readonly limitMs: number
    }
  | {
      readonly kind: 'failures'
      readonly endpoint: Endpoint
      readonly observed: number
      readonly limit: number
    }
  | { readonly kind: 'completion'; readonly observed: number; readonly limit: number }
  /** Reads showed fewer of the acknowledged events than they must, `withinMs` after these were sent. */
  | {
      readonly kind: 'freshness'
      readonly observed: number
      readonly limit: number
      readonly withinMs: number
    }
  /** The lag grew by so many seconds' worth of load during the plateau. */
  | { readonly kind: 'lag'; readonly observedSeconds: number; readonly limitSeconds: number }
  /** k6 had no free virtual user left while its CPU was not the reason: the system under test is saturated. */
  | { readonly kind: 'saturated'; readonly droppedIterations: number }
  /** A window without any answer. */
  | { readonly kind: 'silence' }

export type InvalidReason =
  | { readonly kind: 'generatorCpu'; readonly observed: number; readonly limit: number }
  | { readonly kind: 'lateness'; readonly p99Ms: number; readonly limitMs: number }
  /** All components together, of the cores that they share. */
  | { readonly kind: 'serverCpu'; readonly observed: number; readonly limit: number }
  | { readonly kind: 'steal'; readonly observed: number; readonly limit: number }
  | {
      readonly kind: 'tooFewSamples'
      readonly endpoint: Endpoint
      readonly observed: number
      readonly required: number
    }
  /** The load balancer's own clock says something else about the same requests. */
  | {
      readonly kind: 'witnessDisagrees'
      readonly percentile: 50 | 95
      readonly generatorMs: number
      readonly balancerMs: number
      /** By how much they may differ. */
      readonly limitMs: number
    }
  | { readonly kind: 'balancerSaturated'; readonly observed: number; readonly limit: number }
  /** Too few to tell whether the SLO held. */
  | { readonly kind: 'noReadings'; readonly component: Reading['component'] }
  /** A server or a task died during the load. */
  | { readonly kind: 'partLost'; readonly part: string; readonly reason: string }
  | { readonly kind: 'loadFailed'; readonly message: string }

export type ProbeResult =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly breach: Breach }
  | { readonly kind: 'invalid'; readonly reason: InvalidReason }

/** One fixed-rate plateau and what came of it. The ramp's last rate before its breach enters as two probes too. */
export interface Probe {
  /** Where it comes from; what a ramp says is overruled by any plateau. */
  readonly kind?: 'ramp' | 'probe' | 'confirmation' | 'stress' | 'soak'
  /** Requests a second. */
  readonly rate: number
  readonly result: ProbeResult
}
