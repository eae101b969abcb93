import { standsElsewhere } from '../plan/stands-elsewhere.ts'
import type { CohortRecord } from '../record/record.ts'
import type { Ruling } from './findings.ts'
import { withheld } from './ruling.ts'

/**
 * Without envelopes nobody knows that all had the same to use, and the best had perhaps the most. Of services that stand elsewhere somebody may have
 * said so (doc/decisions/0046).
 */
export function withheldForPlace({ machine, plan }: CohortRecord): Ruling | undefined {
  const { envelopes } = machine
  if (envelopes.kind !== 'none' || plan.comparable) return undefined
  return withheld(standsElsewhere(plan) ? envelopes.because : `unconstrained: ${envelopes.because}`)
}
