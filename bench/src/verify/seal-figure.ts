import type { CohortRecord } from '../record/record.ts'
import { checkSeal, sealOf } from '../record/seal.ts'
import { compared, type Figure, notVerifiable } from './figure.ts'

/** Whether the plan is still the one that was sealed. A cohort without a seal promises nothing that could be broken. */
export function sealFigure(cohort: CohortRecord): Figure {
  const subject = 'plan'
  if (checkSeal(cohort) === 'unsealed') return notVerifiable(subject, 'seal', 'not sealed')
  return compared({ subject, name: 'seal' }, cohort.seal, sealOf(cohort))
}
