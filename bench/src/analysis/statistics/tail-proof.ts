import type { Slo } from '../../plan/slo.ts'
import type { Endpoint } from '../../plan/workload.ts'
import type { EndpointSummary } from '../../record/record.ts'
import { upperShare } from './binomial.ts'

const proofConfidence = 0.95

/** How sure it is that the SLO's share of answers was fast enough, at the endpoint where it is least sure. */
export interface TailProof {
  readonly endpoint: Endpoint
  /** Answers at or over the latency limit, of so many. */
  readonly slow: number
  readonly answers: number
  /** With this confidence not more than `share` of all answers are that slow at this rate. */
  readonly confidence: number
  readonly share: number
  /** `share` is below what the SLO allows, e.g. 1 % for p99. */
  readonly proven: boolean
}

/**
 * A 99th percentile below its limit is one observation of a share below 1 %: here is what it proves. 0 slow answers of 299 do, 2 of 628, 5 of 1,049, 12 of 2,000.
 * undefined where slow answers were not counted.
 */
export function tailProof(endpoints: readonly EndpointSummary[], { latency }: Slo): TailProof | undefined {
  const allowed = 1 - latency.percentile / 100
  const proofs = endpoints.flatMap(({ endpoint, slow, attempts, failures }): TailProof[] => {
    if (slow === undefined) return []
    const answers = attempts - failures
    const share = upperShare({ count: slow, trials: answers }, proofConfidence)
    return [{ endpoint, slow, answers, confidence: proofConfidence, share, proven: share < allowed }]
  })
  if (proofs.length < endpoints.length) return undefined
  return proofs.toSorted((a, b) => b.share - a.share)[0]
}
