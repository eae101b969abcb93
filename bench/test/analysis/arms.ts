import type { Architecture } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import type { Variant } from '../../src/plan/variant.ts'
import type { Workload } from '../../src/plan/workload.ts'
import type { LoadRecord, TrialWithReadings } from '../../src/record/record.ts'
import { trialOf } from './cohorts.ts'

interface Arm {
  readonly variant: Variant
  readonly loads: readonly LoadRecord[]
  readonly readings?: readonly Reading[]
  readonly block?: number
}

/** A trial of an experiment. */
export function armOf(
  architecture: Architecture,
  workload: Workload,
  { variant, block = 1, ...measured }: Arm,
): TrialWithReadings {
  return { ...trialOf(architecture, workload, measured), variant, block }
}
