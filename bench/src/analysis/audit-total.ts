import type { Audit } from '../record/record.ts'
import type { Observation } from './observation.ts'

const nothing: Audit = {
  acknowledged: 0,
  stored: 0,
  lost: 0,
  duplicated: 0,
  phantom: 0,
  uncertain: 0,
  corrupted: 0,
  unverified: 0,
}

/** The audits of all loads, added up; what records from before checksums hold was not compared. */
export function auditTotal(observations: readonly Observation[]): Audit {
  return observations.map(({ load }) => load.audit).reduce(added, nothing)
}

function added(a: Audit, b: Audit): Audit {
  return {
    acknowledged: a.acknowledged + b.acknowledged,
    stored: a.stored + b.stored,
    lost: a.lost + b.lost,
    duplicated: a.duplicated + b.duplicated,
    phantom: a.phantom + b.phantom,
    uncertain: a.uncertain + b.uncertain,
    corrupted: (a.corrupted ?? 0) + (b.corrupted ?? 0),
    unverified: (a.unverified ?? 0) + (b.unverified ?? b.stored),
  }
}
