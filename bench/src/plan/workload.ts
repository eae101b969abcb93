/** What the load calls: one name an endpoint, used in k6's tags, in records and in reports. */
export const endpoints = ['write', 'latest', 'fleet'] as const

/** One of `endpoints`. */
export type Endpoint = (typeof endpoints)[number]

/** `write`: POST /api/telemetry/{id}; `latest`: GET /api/telemetry/latest/{id}; `fleet`: GET /api/telemetry/latest. */
export interface Workload {
  readonly name: string
  /** Relative shares of the requests; an endpoint with 0 is not called. */
  readonly mix: Readonly<Record<Endpoint, number>>
}

/** The endpoints that `workload` calls at all. */
export function calledEndpoints(workload: Workload): readonly Endpoint[] {
  return endpoints.filter((endpoint) => workload.mix[endpoint] > 0)
}

/** Whether `workload` both writes and reads: the original's mixed test is longer, and judged more mildly. */
export function isMixed({ mix }: Workload): boolean {
  return mix.write > 0 && mix.latest + mix.fleet > 0
}
