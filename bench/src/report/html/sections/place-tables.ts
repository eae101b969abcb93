import type { Findings } from '../../../analysis/findings.ts'
import { reportTables } from '../../report-tables.ts'
import type { Table } from '../../table.ts'

/** The tables of a report by the section that they belong to; every one is somewhere. */
export interface PlacedTables {
  of(place: Place): readonly Table[]
}

export type Place = keyof typeof titles | 'further'

/** By their titles: a table that nobody thought of here stands among the further ones. */
const titles = {
  capacity: /capacity, requests a second$/,
  latency: /latency and failures$/,
  parts: /what the parts did/,
  claims: /^Claims/,
  cost: /^Cost|dollar|buy next/i,
  flips: /change the winner|other latency limits/,
  freshness: /^Freshness/,
  smoothness: /^Smoothness/,
  stress: /^Stress/,
  bottleneck: /stops each cell|^Squeeze|bottleneck/i,
  prediction: /^Predicted|operational laws|CPU a request/,
} as const

export function placeTables(findings: Findings): PlacedTables {
  const byPlace = Map.groupBy(reportTables(findings), placeOf)
  return { of: (place) => byPlace.get(place) ?? [] }
}

function placeOf({ title }: Table): Place {
  const found = Object.entries(titles).find(([, pattern]) => pattern.test(title))
  return (found?.[0] as Place | undefined) ?? 'further'
}
