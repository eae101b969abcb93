import { type Bounds, boundsOf } from '../capacity/capacity.ts'
import type { LoadRecord } from '../record/record.ts'
import type { LoadFindings, WorkloadFindings } from './findings.ts'
import type { Observation } from './observation.ts'

/** Every load with what became of it: nothing that was measured is left out, whether or not it counts. */
export function loadFindings(
  observations: readonly Observation[],
  workloads: readonly WorkloadFindings[],
): readonly LoadFindings[] {
  const cells = workloads.flatMap((workload) => workload.cells)
  return observations.map(({ trial, load }) => {
    const [architecture, workload] = [trial.architecture.name, trial.workload.name]
    const cell = cells.find((cell) => cell.architecture === architecture && cell.workload === workload)
    const { run, kind, rate, result, latenessP99Ms, generatorCpuShare } = load
    return {
      run,
      architecture,
      workload,
      kind,
      rate,
      result,
      latenessP99Ms,
      generatorCpuShare,
      standing: standingOf(load, boundsOf(cell?.capacity)),
    }
  })
}

function standingOf({ kind, rate, result }: LoadRecord, { held, failed }: Bounds): LoadFindings['standing'] {
  switch (result.kind) {
    case 'invalid':
      return 'unused'
    case 'pass':
      if (kind === 'stress') return 'unused'
      if (rate === held) return 'bound'
      return failed !== undefined && rate >= failed ? 'overruled' : 'agrees'
    case 'fail':
      if (kind === 'stress') return 'unused'
      if (rate === failed) return 'bound'
      return held !== undefined && rate <= held && kind !== 'ramp' ? 'overruled' : 'agrees'
  }
}
