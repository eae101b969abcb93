import { setTimeout as delay } from 'node:timers/promises'
import type { Deployment } from '@telemark/deployment'
import type { Sample } from '../load/sample.ts'
import { summarise } from '../load/summary.ts'
import { endpoints as allEndpoints, type Endpoint } from '../plan/workload.ts'
import type { Interval } from '../readings/readings-view.ts'
import type { CheckpointRecord } from '../record/record.ts'

/** A checkpoint that is asked for while a load runs. */
export interface TimedCheckpoint extends Disposable {
  /** When it was asked for and when it was done, once it is; undefined where it never came to it. */
  readonly made: Promise<Interval | undefined>
}

/** Asks for one after `afterMs`, unless it is disposed before. */
export function timedCheckpoint(
  deployment: Pick<Deployment, 'checkpoint'>,
  afterMs: number,
): TimedCheckpoint {
  const leaving = new AbortController()
  const made = make(deployment, afterMs, leaving.signal)
  made.catch(() => undefined) // whoever awaits it is told
  return {
    made,
    [Symbol.dispose]: () => leaving.abort(),
  }
}

async function make(
  deployment: Pick<Deployment, 'checkpoint'>,
  afterMs: number,
  signal: AbortSignal,
): Promise<Interval | undefined> {
  await delay(afterMs, undefined, { signal }).catch(() => undefined)
  if (signal.aborted || deployment.checkpoint === undefined) return undefined
  const from = Date.now()
  await deployment.checkpoint()
  return { from, to: Date.now() }
}

/** After a checkpoint PostgreSQL writes each page that it touches whole to its log: what is written costs more for a while. */
const aftermathMs = 10_000

/** What came back of what was sent before `made`, from then until ten seconds after it, and later, within the judged interval. */
export function aroundCheckpoint(
  samples: readonly Sample[],
  { made, judged, endpoints = allEndpoints }: AroundOptions,
): CheckpointRecord {
  const calm = made.to + aftermathMs
  const sent = (from: number, to: number) =>
    summarise(
      samples.filter(({ sentAt }) => sentAt >= from && sentAt < to),
      endpoints,
    )
  return {
    ...made,
    before: sent(judged.from, made.from),
    during: sent(made.from, calm),
    after: sent(calm, judged.to),
  }
}

interface AroundOptions {
  readonly made: Interval
  readonly judged: Interval
  readonly endpoints?: readonly Endpoint[]
}
