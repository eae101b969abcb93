import { bracketOf } from '../capacity/bracket-of.ts'
import type { Capacity } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import type { Probe } from '../capacity/probe.ts'
import { probesOf } from '../capacity/probes-of.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'

export interface CellCapacity {
  readonly capacity: Capacity
  /** No plateau has confirmed the highest pass: it is the word of a ramp alone. */
  readonly provisional: boolean
  /** The highest rate that a confirmation held, below what failed. */
  readonly confirmedRate?: number
  /** The highest rate that a ramp held before its breach. */
  readonly rampRate?: number
}

/** The capacity that all loads of a cell prove; undefined where none was run. */
export function cellCapacity(observations: readonly Observation[]): CellCapacity | undefined {
  const probes = observations.flatMap(({ load }) => probesOf(load))
  if (probes.length === 0) return undefined
  const judged = probes.some(({ kind, result }) => kind !== 'ramp' && result.kind !== 'invalid')
  const only = (wanted: Probe['kind']) => bracketOf(probes.filter(({ kind }) => kind === wanted)).pass?.rate
  return {
    capacity: capacityOf(probes),
    provisional: !judged || bracketOf(probes).pass?.kind === 'ramp',
    ...known({ confirmedRate: only('confirmation'), rampRate: only('ramp') }),
  }
}
