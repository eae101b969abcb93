import type { Architecture } from '@telemark/architecture'
import type { CohortRecord } from '../record/record.ts'
import { vcpus } from './predict.ts'

/** Whether the envelopes of `architecture` fit into the servers' cores with twice as much behind each vCPU. */
export function doubledFits(
  architecture: Architecture,
  { plan, machine, sizing }: Pick<CohortRecord, 'plan' | 'machine' | 'sizing'>,
): boolean {
  return doubledCores(architecture, { plan, sizing }) <= machine.serverCores
}

/** Cores that all envelopes of `architecture` then have together. */
export function doubledCores(
  architecture: Architecture,
  { plan, sizing }: Pick<CohortRecord, 'plan' | 'sizing'>,
): number {
  return 2 * sizing.coresPerVcpu * vcpus(architecture, plan.sizes)
}
