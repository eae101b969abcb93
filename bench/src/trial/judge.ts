import type { Loss } from '@telemark/deployment'
import type { Breach, InvalidReason, ProbeResult } from '../capacity/probe.ts'
import { firstLine } from '../first-line.ts'
import { breachOf } from '../load/breach.ts'
import type { Slo } from '../plan/slo.ts'
import type { EndpointSummary, FreshnessCount } from '../record/record.ts'
import type { Disagreement } from './witness.ts'

/** What is known of a plateau when it is over. */
export interface PlateauFacts {
  readonly slo: Slo
  readonly endpoints: readonly EndpointSummary[]
  /** k6's own failure, in words. */
  readonly failure?: string
  /** It was stopped because nothing could save it: few samples are then enough. */
  readonly futile: boolean
  readonly dropped: number
  /** Share of its cores that the generator used. */
  readonly generatorCpuShare: number
  readonly latenessP99Ms: number
  readonly completion: number | undefined
  /** By delay; none where nothing was written. */
  readonly freshness: readonly FreshnessCount[]
  /** The load balancer's clock says something else than the generator's. */
  readonly disagreement?: Disagreement
  /** In seconds of the load's writes; undefined where writes are enqueued and too few readings say how many. */
  readonly lagGrowthSeconds: number | undefined
  /** A part that died meanwhile, the first of them. */
  readonly loss?: Loss
  /** The machine, not the architecture, was short of CPU. */
  readonly shortage?: InvalidReason
}

export const limits = {
  generatorCpuShare: 0.8,
  /** Requests that cannot be sent are the system's fault only while the generator has this much to spare. */
  saturatedCpuShare: 0.6,
  latenessP99Ms: 5,
  /** Of the latency limit: later than this the schedule was not kept, whatever the answers say. */
  latenessShare: 0.1,
  samplesAnEndpoint: 299,
  /** Reads at the delay of the limit; of fewer, a cell's are judged together (analysis/freshness.ts). */
  canaryReads: 299,
  lagGrowthSeconds: 0.25,
} as const

/**
 * Pass, fail or invalid. Doubts about the generator come first: what it did not send proves nothing. Drops tell
 * a saturated system from a generator at its end by the generator's CPU. A machine that was short of cores
 * makes answers only slower, so it spoils a fail and leaves a pass as it is; and so does a way between generator and load balancer
 * that took longer than it should (doc/decisions/0035).
 */
export function judge(facts: PlateauFacts): ProbeResult {
  const broken = brokenLoad(facts)
  if (broken !== undefined) return invalid(broken)
  if (facts.dropped > 0) return judgeDrops(facts)
  const reason = generatorTrouble(facts) ?? tooFewSamples(facts) ?? tooFewReadings(facts)
  if (reason !== undefined) return invalid(reason)
  const breach = observedBreach(facts) ?? lagBreach(facts)
  return breach === undefined ? { kind: 'pass' } : failedBy(breach, facts)
}

/**
 * A ramp fails by the breach that stopped it, unless the generator or the machine was at its end too: that may have been
 * the reason. Without one it passes if its judged seconds hold the SLO, and if its requests were sent when they were due: late ones are a
 * smaller load than the one that is claimed.
 */
export function judgeRamp(facts: PlateauFacts, breach: Breach | undefined): ProbeResult {
  const { generatorCpuShare: observed } = facts
  const limit = limits.generatorCpuShare
  const broken = brokenLoad(facts)
  if (broken !== undefined) return invalid(broken)
  if (breach === undefined) return judgeEnd(facts)
  return observed > limit ? invalid({ kind: 'generatorCpu', observed, limit }) : failedBy(breach, facts)
}

function judgeEnd(facts: PlateauFacts): ProbeResult {
  if (facts.dropped > 0) return judgeDrops(facts)
  const late = tooLate(facts)
  if (late !== undefined) return invalid(late)
  const breach = observedBreach(facts)
  return breach === undefined ? { kind: 'pass' } : failedBy(breach, facts)
}

/** Whether a ramp held its judged seconds, whatever broke it afterwards. */
export function heldBefore(facts: PlateauFacts): boolean {
  return (
    brokenLoad(facts) === undefined && tooLate(facts) === undefined && observedBreach(facts) === undefined
  )
}

function judgeDrops(facts: PlateauFacts): ProbeResult {
  const { dropped, generatorCpuShare: observed } = facts
  const limit = limits.saturatedCpuShare
  return observed < limit
    ? failedBy({ kind: 'saturated', droppedIterations: dropped }, facts)
    : invalid({ kind: 'generatorCpu', observed, limit })
}

/** A fail, unless the machine was too small to tell, or what the generator saw is not what the load balancer saw. */
function failedBy(breach: Breach, { shortage, disagreement }: PlateauFacts): ProbeResult {
  const spoiled = shortage ?? disagreement
  return spoiled === undefined ? { kind: 'fail', breach } : invalid(spoiled)
}

/** What spoils any load, pass or fail. */
function brokenLoad({ failure, loss, disagreement }: PlateauFacts): InvalidReason | undefined {
  if (loss !== undefined) return { kind: 'partLost', part: loss.part, reason: firstLine(loss.reason) }
  if (failure !== undefined) return { kind: 'loadFailed', message: failure }
  // Nobody gets an answer before it was given: then one of the clocks is wrong.
  return disagreement !== undefined && disagreement.generatorMs < disagreement.balancerMs
    ? disagreement
    : undefined
}

function generatorTrouble(facts: PlateauFacts): InvalidReason | undefined {
  const { generatorCpuShare } = facts
  if (generatorCpuShare > limits.generatorCpuShare)
    return { kind: 'generatorCpu', observed: generatorCpuShare, limit: limits.generatorCpuShare }
  return tooLate(facts)
}

function tooLate(facts: PlateauFacts): InvalidReason | undefined {
  const { latenessP99Ms } = facts
  if (latenessP99Ms <= limits.latenessP99Ms || !latenessDecides(facts)) return undefined
  return { kind: 'lateness', p99Ms: latenessP99Ms, limitMs: limits.latenessP99Ms }
}

/**
 * A request that is sent L late delays any answer by L at most, and a punctual one would have waited at most L longer than
 * was measured: farther than L from its limit a latency is judged the same (doc/decisions/0011).
 */
function latenessDecides({ endpoints, slo, latenessP99Ms }: PlateauFacts): boolean {
  const { percentile, limitMs } = slo.latency
  if (latenessP99Ms > limits.latenessShare * limitMs) return true
  return endpoints.some(({ latency }) => {
    const observedMs = percentile === 99 ? latency?.p99Ms : latency?.p95Ms
    return observedMs !== undefined && Math.abs(observedMs - limitMs) <= latenessP99Ms
  })
}

function tooFewSamples({ endpoints, futile }: PlateauFacts): InvalidReason | undefined {
  if (futile) return undefined
  const required = limits.samplesAnEndpoint
  const scarce = endpoints.find(({ attempts }) => attempts < required)
  return scarce && { kind: 'tooFewSamples', endpoint: scarce.endpoint, observed: scarce.attempts, required }
}

function tooFewReadings({ lagGrowthSeconds, futile }: PlateauFacts): InvalidReason | undefined {
  return lagGrowthSeconds === undefined && !futile ? { kind: 'noReadings', component: 'kafka' } : undefined
}

/** What answers, rows and canaries say. */
function observedBreach(facts: PlateauFacts): Breach | undefined {
  return breachOf(facts.endpoints, facts.slo) ?? completionBreach(facts) ?? freshnessBreach(facts)
}

function freshnessBreach({ freshness, slo }: PlateauFacts): Breach | undefined {
  if (slo.freshness === undefined) return undefined
  const { share: limit, withinMs } = slo.freshness
  const { asked = 0, fresh = 0 } = freshness.find(({ delayMs }) => delayMs === withinMs) ?? {}
  const observed = fresh / asked
  if (asked < limits.canaryReads || observed >= limit) return undefined
  return { kind: 'freshness', observed, limit, withinMs }
}

function completionBreach({ completion, slo }: PlateauFacts): Breach | undefined {
  if (completion === undefined || completion >= slo.completion) return undefined
  return { kind: 'completion', observed: completion, limit: slo.completion }
}

function lagBreach({ lagGrowthSeconds }: PlateauFacts): Breach | undefined {
  const limitSeconds = limits.lagGrowthSeconds
  if (lagGrowthSeconds === undefined || lagGrowthSeconds <= limitSeconds) return undefined
  return { kind: 'lag', observedSeconds: lagGrowthSeconds, limitSeconds }
}

function invalid(reason: InvalidReason): ProbeResult {
  return { kind: 'invalid', reason }
}
