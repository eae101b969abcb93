import { limits } from './compose/limits.ts'
import { minIntervalMs } from './compose/min-interval.ts'
import type { Config } from './config.ts'
import { maxBatch } from './ingest/consume.ts'

/** What decides how much a process of the service does at once, and how long anything waits for more: pool, batches, linger. */
export function tuning({ architecture, poolSize }: Config): Readonly<Record<string, string>> {
  const { ingest } = architecture
  const { maxPending, maxBatch: batch, waitMs } = limits
  const collecting = {
    'events of a batch, most': batch,
    'events waiting, most': maxPending,
    'patience of an event, ms': waitMs,
  }
  const settings = {
    'connections of a task to PostgreSQL': poolSize,
    ...(ingest.kind === 'batched' && { ...collecting, 'linger, ms': 0 }),
    ...(ingest.kind === 'queued' && {
      ...collecting,
      'linger, ms': minIntervalMs,
      'events of a consumer at once, most': maxBatch,
      partitions: ingest.partitions,
    }),
  }
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))
}

/** Prints it, as one line of JSON. */
export async function printTuning(config: Config): Promise<void> {
  process.stdout.write(`${JSON.stringify(tuning(config))}\n`)
}
