import type { Architecture } from '@telemark/architecture'
import type { CohortRecord } from '../record/record.ts'

/** Requests a second that may be sent: as many as the generator is trusted with; to a service that stands elsewhere no more than it should hold. */
export function highestRate(
  { standsAt }: Architecture,
  { plan, sizing }: Pick<CohortRecord, 'plan' | 'sizing'>,
): number {
  return standsAt === undefined ? sizing.generatorCeiling : Math.min(sizing.generatorCeiling, plan.targetRate)
}
