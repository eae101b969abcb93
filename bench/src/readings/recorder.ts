import type { Deployment, MetricName, Reading } from '@telemark/deployment'
import { createLineWriter } from '../record/gzip-lines.ts'

/** Keeps every reading of a deployment, in memory and in a file, until it is disposed. */
export interface Recorder extends AsyncDisposable {
  readonly readings: readonly Reading[]
  /** The last value, the largest over the component's tasks; undefined where none is known that is at most 3 s old. */
  latest(component: Reading['component'], metric: MetricName): number | undefined
}

/** Older than this a value says nothing of now: whoever gave it may be gone. */
const freshMs = 3000

/** Starts to record at once. A reading that fails ends the recording, and is thrown when the recorder is disposed. */
export function recordReadings(
  deployment: Pick<Deployment, 'readings'>,
  path: string,
  now: () => number = Date.now,
): Recorder {
  const stop = new AbortController()
  const readings: Reading[] = []
  const newest = new Map<string, Map<number, Reading>>()
  let failure: { readonly cause: unknown } | undefined

  const keep = async () => {
    await using file = createLineWriter(path)
    for await (const reading of deployment.readings(stop.signal)) {
      readings.push(reading)
      const key = `${reading.component} ${reading.metric}`
      const tasks = newest.get(key) ?? new Map<number, Reading>()
      newest.set(key, tasks.set(reading.task, reading))
      await file.write(JSON.stringify(reading))
    }
  }
  const kept = keep().catch((cause: unknown) => {
    failure = { cause }
  })
  return {
    readings,
    latest(component, metric) {
      const tasks = newest.get(`${component} ${metric}`)?.values() ?? []
      const known = [...tasks].filter(({ at, value }) => at >= now() - freshMs && !Number.isNaN(value))
      return known.length === 0 ? undefined : Math.max(...known.map(({ value }) => value))
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await kept
      if (failure !== undefined) throw failure.cause
    },
  }
}
