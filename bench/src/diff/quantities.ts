import { isNear } from '../analysis/common-rate.ts'
import type { CellFindings } from '../analysis/findings.ts'
import { type EndpointSummary, type LoadRecord, rises } from '../record/record.ts'

/** Milliseconds, and the rate at which they were measured. */
export interface Measured {
  readonly value: number
  readonly at: number
}

/** Of the slowest endpoint at the common rate. */
export function p99Of({ atCommonRate }: CellFindings): Measured | undefined {
  return atCommonRate && slowest(atCommonRate)
}

/** CPU that a request costs all components, the load generator apart, at the common rate. */
export function cpuMsOf({ atCommonRate, partsAtCommonRate }: CellFindings): Measured | undefined {
  if (atCommonRate === undefined || partsAtCommonRate === undefined) return undefined
  const { rate } = atCommonRate
  const cores = Object.entries(partsAtCommonRate.cpu)
    .filter(([component]) => component !== 'loadGenerator')
    .reduce((sum, [, use]) => sum + use.cores, 0)
  return cores === 0 || rate === 0 ? undefined : { value: (cores / rate) * 1000, at: rate }
}

/** Of the slowest endpoint, at the highest rate near which a plateau passed before and after; empty where there is none. */
export function sharedP99(
  before: readonly LoadRecord[],
  after: readonly LoadRecord[],
): readonly (Measured | undefined)[] {
  const [highest] = passed(before)
    .flatMap((was) => passed(after).map((is) => [was, is] as const))
    .filter(([was, is]) => isNear(Math.min(was.rate, is.rate), Math.max(was.rate, is.rate)))
    .toSorted(([a, b], [c, d]) => Math.min(c.rate, d.rate) - Math.min(a.rate, b.rate))
  return highest === undefined ? [] : highest.map(slowest)
}

function passed(loads: readonly LoadRecord[]): readonly LoadRecord[] {
  return loads.filter(({ kind, result }) => !rises(kind) && result.kind === 'pass')
}

function slowest({
  rate,
  endpoints,
}: {
  rate: number
  endpoints: readonly EndpointSummary[]
}): Measured | undefined {
  const latencies = endpoints.flatMap(({ latency }) => latency?.p99Ms ?? [])
  return latencies.length === 0 ? undefined : { value: Math.max(...latencies), at: rate }
}
