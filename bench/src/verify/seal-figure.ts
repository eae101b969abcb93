import type { CohortRecord } from '../record/record.ts'
import { compared, type Figure, notVerifiable } from './figure.ts'

/** The hash of what was decided before the first probe, hex. */
export type SealOf = (cohort: CohortRecord) => string

/** Whether the plan is still the one that was sealed. A cohort without a seal promises nothing that could be broken. */
export function sealFigure(cohort: CohortRecord, sealOf: SealOf | undefined): Figure {
  const subject = 'plan'
  if (cohort.seal === undefined) return notVerifiable(subject, 'seal', 'not sealed')
  if (sealOf === undefined) return notVerifiable(subject, 'seal', 'this version cannot compute it')
  return compared({ subject, name: 'seal' }, cohort.seal, sealOf(cohort))
}
