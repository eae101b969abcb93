import { bracketOf } from '../capacity/bracket-of.ts'
import type { Capacity } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import { probesOf } from '../capacity/probes-of.ts'
import type { Slo } from '../plan/slo.ts'
import type { LoadRecord } from '../record/record.ts'
import { type BlockCapacity, blockCapacities } from './block-capacities.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'
import { type TailProof, tailProof } from './statistics/tail-proof.ts'

export interface CellCapacity {
  readonly capacity: Capacity
  readonly blocks: readonly BlockCapacity[]
  /** No plateau has confirmed the highest pass: it is the word of a ramp alone. */
  readonly provisional: boolean
  /** The highest rate that a confirmation held and, where slow answers were counted, proved; below what failed. */
  readonly confirmedRate?: number
  /** Where it proves most about slow answers: at the confirmed rate, otherwise at the highest that held without proof. */
  readonly confirmation?: RateProof
  /** The highest rate that a ramp held before its breach. */
  readonly rampRate?: number
}

/** What a confirmation at `rate` proves. */
export interface RateProof extends TailProof {
  /** Requests a second. */
  readonly rate: number
}

/** The capacity that all loads of a cell prove; undefined where none was run. */
export function cellCapacity(observations: readonly Observation[], slo: Slo): CellCapacity | undefined {
  const probes = observations.flatMap(({ load }) => probesOf(load))
  if (probes.length === 0) return undefined
  const judged = probes.some(({ kind, result }) => kind !== 'ramp' && result.kind !== 'invalid')
  return {
    capacity: capacityOf(probes),
    blocks: blockCapacities(observations),
    provisional: !judged || bracketOf(probes).pass?.kind === 'ramp',
    ...known({
      ...confirmationOf(
        observations.map(({ load }) => load),
        slo,
      ),
      rampRate: bracketOf(probes.filter(({ kind }) => kind === 'ramp')).pass?.rate,
    }),
  }
}

function confirmationOf(loads: readonly LoadRecord[], slo: Slo) {
  const held = loads
    .filter(({ kind }) => kind === 'confirmation')
    .map((load) => ({ load, proof: tailProof(load.endpoints, slo) }))
  const rateOf = (some: typeof held) => bracketOf(some.flatMap(({ load }) => probesOf(load))).pass?.rate
  const confirmedRate = rateOf(
    held.filter(({ load, proof }) => load.result.kind === 'fail' || proof?.proven !== false),
  )
  const rate = confirmedRate ?? rateOf(held)
  const found = held.findLast(({ load }) => load.rate === rate && load.result.kind === 'pass')
  return {
    confirmedRate,
    confirmation: found?.proof && { rate: found.load.rate, ...found.proof },
  }
}
