import type { Architecture } from '@telemark/architecture'
import { highestPass } from '../../capacity/capacity.ts'
import { capacityOf } from '../../capacity/capacity-of.ts'
import type { Workload } from '../../plan/workload.ts'
import type { TrialRecord } from '../../record/record.ts'
import { cellProbes } from '../contenders.ts'

/** What a cell has been shown to hold, requests a second; undefined where it holds nothing that is known. */
export function knownRate(
  trials: readonly TrialRecord[],
  cell: { readonly architecture: Architecture; readonly workload: Workload },
): number | undefined {
  const probes = cellProbes(trials, cell)
  return probes.length === 0 ? undefined : highestPass(capacityOf(probes))
}
