/** What one request of a kind cost the API task, and how many a second it answered. */
export interface Price {
  readonly cpuSeconds: number
  readonly requestsPerSecond: number
}

/** One path and the null service under the same work. */
export interface PathRun {
  readonly nullService: Price
  readonly path: Price
}

/** Medians over the runs of a path, the ratio of each run's own. */
export interface Outcome {
  readonly ratio: number
  readonly required: number
  readonly holds: boolean
  readonly requestsPerSecond: { readonly nullService: number; readonly path: number }
}

/** What `runs` say together. */
export function outcomeOf(runs: readonly PathRun[], required: number): Outcome {
  const ratio = median(runs.map(ratioOf))
  return {
    ratio,
    required,
    holds: ratio >= required,
    requestsPerSecond: {
      nullService: median(runs.map(({ nullService }) => nullService.requestsPerSecond)),
      path: median(runs.map(({ path }) => path.requestsPerSecond)),
    },
  }
}

/** How fast a path is beside the null service, by CPU a request. */
export function ratioOf({ nullService, path }: PathRun): number {
  return nullService.cpuSeconds / path.cpuSeconds
}

/** One line of a path. */
export function sayOutcome({
  name,
  ratio,
  required,
  holds,
  requestsPerSecond,
}: Outcome & { readonly name: string }): string {
  const { path, nullService } = requestsPerSecond
  const rates = `${Math.round(path)} requests a second, null service ${Math.round(nullService)}`
  return `${holds ? 'ok   ' : 'SLOW '} ${name.padEnd(24)} ${ratio.toFixed(2)} of the null service, ${required} required; ${rates}`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
