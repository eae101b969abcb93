import type { Freshness, Slo } from '../plan/slo.ts'
import { type LoadRecord, rises } from '../record/record.ts'
import type { Answers, JudgedAnswers } from './answers.ts'
import type { CanaryCount } from './canaries.ts'
import { compared, type Figure, notVerifiable } from './figure.ts'

/**
 * Whether what came back bears out the result: a load that passed held every limit on answers, and the breach of a plateau is
 * the figure that the samples give. What a ramp broke by was seen in a live window, which is not kept.
 */
export function resultFigure(load: LoadRecord, { answers, canaries }: JudgedAnswers, slo: Slo): Figure {
  const comparison = { subject: `run ${load.run}`, name: 'result' }
  if (load.result.kind === 'pass')
    return compared(comparison, 'pass', brokenBy(answers, slo) ?? staleBy(canaries, slo.freshness) ?? 'pass')
  if (load.result.kind === 'invalid')
    return notVerifiable(comparison.subject, 'result', 'invalid for a reason that the samples do not hold')
  const { breach } = load.result
  if (breach.kind === 'freshness' && !rises(load.kind))
    return compared({ ...comparison, unit: 'share' }, breach.observed, freshAt(canaries, slo.freshness))
  const found = answers.find(({ endpoint }) => 'endpoint' in breach && endpoint === breach.endpoint)
  if (rises(load.kind) || found === undefined)
    return notVerifiable(
      comparison.subject,
      'result',
      'the samples of the judged interval do not hold the breach',
    )
  switch (breach.kind) {
    case 'latency': {
      const observed = (breach.percentile === 99 ? found.p99Ms : found.p95Ms) ?? undefined
      return compared({ ...comparison, unit: 'ms' }, breach.observedMs, beyond(observed, slo.latency.limitMs))
    }
    case 'failures':
      return compared(
        { ...comparison, unit: 'share' },
        breach.observed,
        beyond(found.failures / found.attempts, slo.failureRate),
      )
    default:
      return notVerifiable(comparison.subject, 'result', 'no sample says it')
  }
}

/** A breach is at its limit or beyond it; within the limit it is none. */
function beyond(observed: number | undefined, limit: number): number | string {
  return observed === undefined || observed < limit ? 'within the limit' : observed
}

function brokenBy(answers: readonly Answers[], { latency, failureRate }: Slo): string | undefined {
  for (const { endpoint, failures, attempts, p95Ms, p99Ms } of answers) {
    if (failures / attempts >= failureRate) return `${endpoint}: ${failures} of ${attempts} failed`
    const observed = latency.percentile === 99 ? p99Ms : p95Ms
    if (observed !== null && observed >= latency.limitMs)
      return `${endpoint}: p${latency.percentile} ${Math.round(observed)} ms`
  }
  return answers.length === 0 ? 'no answer' : undefined
}

/** Of fewer reads at the limit's delay no share is judged. */
const enoughReads = 299

/** The share that breaks the limit, where enough were read to say so. */
function freshAt(canaries: readonly CanaryCount[], limit: Freshness | undefined): number | string {
  const { asked = 0, fresh = 0 } = canaries.find(({ delay }) => delay === limit?.withinMs) ?? {}
  const isBroken = limit !== undefined && asked >= enoughReads && fresh / asked < limit.share
  return isBroken ? fresh / asked : 'within the limit'
}

function staleBy(canaries: readonly CanaryCount[], limit: Freshness | undefined): string | undefined {
  const share = freshAt(canaries, limit)
  return typeof share === 'number' ? `${share} fresh` : undefined
}
