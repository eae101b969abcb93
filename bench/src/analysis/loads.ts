import { type Bounds, boundsOf } from '../capacity/capacity.ts'
import type { Probe } from '../capacity/probe.ts'
import { probesOf } from '../capacity/probes-of.ts'
import type { LoadFindings, WorkloadFindings } from './findings.ts'
import { capacityLoads, type Observation } from './observation.ts'

/** Every load with what became of it: nothing that was measured is left out, whether or not it counts. */
export function loadFindings(
  observations: readonly Observation[],
  workloads: readonly WorkloadFindings[],
): readonly LoadFindings[] {
  const cells = workloads.flatMap((workload) => workload.cells)
  const ordinary = observations.filter(({ trial }) => trial.variant === undefined)
  const byCell = Map.groupBy(ordinary, ({ trial }) => `${trial.architecture.name} ${trial.workload.name}`)
  const counting = new Set([...byCell.values()].flatMap(capacityLoads).map(({ load }) => load))
  return observations.map(({ trial, load }) => {
    const [architecture, workload] = [trial.architecture.name, trial.workload.name]
    const cell = cells.find((cell) => cell.architecture === architecture && cell.workload === workload)
    const { run, kind, rate, result, latenessP99Ms, generatorCpuShare, witness } = load
    const judged = { result, latenessP99Ms, generatorCpuShare, ...(witness && { witness }) }
    const said = { run, architecture, workload, kind, rate, ...judged }
    if (trial.variant !== undefined) return { ...said, standing: 'arm', variant: trial.variant.name }
    const standing = counting.has(load) ? standingOf(probesOf(load), boundsOf(cell?.capacity)) : 'unused'
    return { ...said, standing }
  })
}

function standingOf(probes: readonly Probe[], bounds: Bounds): LoadFindings['standing'] {
  const judged = probes.filter(({ result }) => result.kind !== 'invalid')
  if (judged.length === 0) return 'unused'
  if (judged.some((probe) => isBound(probe, bounds))) return 'bound'
  return judged.some((probe) => isOverruled(probe, bounds)) ? 'overruled' : 'agrees'
}

function isBound({ rate, result }: Probe, { held, failed }: Bounds): boolean {
  return rate === (result.kind === 'pass' ? held : failed)
}

function isOverruled({ rate, result }: Probe, { held, failed }: Bounds): boolean {
  return result.kind === 'pass' ? failed !== undefined && rate >= failed : held !== undefined && rate <= held
}
