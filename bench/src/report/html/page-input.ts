import { ordinaryTrials } from '../../analysis/arms.ts'
import type { Findings } from '../../analysis/findings.ts'
import { type Observation, observationsOf } from '../../analysis/observation.ts'
import type { TrialWithReadings } from '../../record/record.ts'
import { type Sources, sourcesOf } from './sources.ts'

/** What a page is made of. */
export interface PageInput {
  readonly findings: Findings
  /** Of trials that tell capacities. */
  readonly observations: readonly Observation[]
  readonly sources: Sources
}

/** What was found, with the trials it was found in. */
export function pageInput(findings: Findings, trials: readonly TrialWithReadings[]): PageInput {
  return { findings, observations: observationsOf(ordinaryTrials(trials)), sources: sourcesOf(trials) }
}

/** The loads of one cell. */
export function observationsOfCell(
  { observations }: PageInput,
  cell: { readonly architecture: string; readonly workload: string },
): readonly Observation[] {
  return observations.filter(
    ({ trial }) => trial.architecture.name === cell.architecture && trial.workload.name === cell.workload,
  )
}
