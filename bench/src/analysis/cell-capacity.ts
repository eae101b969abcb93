import type { Capacity } from '../capacity/capacity.ts'
import { bracketOf, capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import type { LoadRecord } from '../record/record.ts'
import type { Observation } from './observation.ts'
import { rampProbes } from './ramp-probes.ts'

export interface CellCapacity {
  readonly capacity: Capacity
  /** No plateau has confirmed the highest pass: it is the word of a ramp alone. */
  readonly provisional: boolean
}

/** The capacity that all loads of a cell prove; undefined where none was run. */
export function cellCapacity(observations: readonly Observation[]): CellCapacity | undefined {
  const probes = observations.flatMap(({ load }) => probesOf(load))
  if (probes.length === 0) return undefined
  const judged = probes.some(({ kind, result }) => kind !== 'ramp' && result.kind !== 'invalid')
  return { capacity: capacityOf(probes), provisional: !judged || bracketOf(probes).pass?.kind === 'ramp' }
}

function probesOf(load: LoadRecord): readonly Probe[] {
  switch (load.kind) {
    case 'ramp':
    case 'stress':
      return rampProbes(load)
    case 'probe':
    case 'confirmation':
      return [{ kind: load.kind, rate: load.rate, result: load.result }]
  }
}
