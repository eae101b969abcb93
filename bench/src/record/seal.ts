import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { CohortRecord } from './record.ts'

/**
 * The seal that `cohort` must carry: SHA-256, hex, over the canonical JSON of all that was decided before the first probe (plan with
 * SLO, seed and sizes; sizing with its predictions; stopping rules; tuning; schedule; code; machine), which is everything in
 * `cohort.json` but the seal itself. Pure: whoever changes any of it afterwards finds another seal.
 */
export function sealOf(cohort: CohortRecord): string {
  const { seal: _, ...decided } = cohort
  return createHash('sha256').update(canonicalJson(decided)).digest('hex')
}

/** `cohort` with its seal. */
export function sealed(cohort: Omit<CohortRecord, 'seal'>): CohortRecord {
  return { ...cohort, seal: sealOf(cohort) }
}

/** Whether what `cohort` says was decided beforehand is what was; `unsealed` where no seal was put on it. */
export function checkSeal(cohort: CohortRecord): 'intact' | 'broken' | 'unsealed' {
  if (cohort.seal === undefined) return 'unsealed'
  return cohort.seal === sealOf(cohort) ? 'intact' : 'broken'
}
