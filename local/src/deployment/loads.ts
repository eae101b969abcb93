import type { Load, LoadRun } from '@telemark/deployment'
import { type K6Options, runK6 } from '../load/run-k6.ts'
import { type ClampedEnvelope, openEnvelope } from '../process/clamped-envelope.ts'
import type { Run } from '../process/run-folder.ts'

/** The k6 processes of one deployment. Disposing kills those that run. */
export interface Loads extends AsyncDisposable {
  start(load: Load, signal: AbortSignal): Promise<LoadRun>
  /** Of those that run now. */
  envelopes(): readonly ClampedEnvelope[]
}

/** Each load gets an envelope of its own, so that its CPU is known exactly. */
export function loads(run: Run, options: Omit<K6Options, 'load' | 'envelope'>): Loads {
  const running = new Map<ClampedEnvelope, LoadRun['ended']>()
  const closing = new AbortController()
  let count = 0
  return {
    start: async (load, signal) => {
      count += 1
      const envelope = await run.envelopes.create(`k6-${count}`)
      const measured = openEnvelope(envelope)
      const started = runK6({ ...options, load, envelope }, AbortSignal.any([signal, closing.signal]))
      const ended = started.ended.finally(() => running.delete(measured))
      running.set(measured, ended)
      return { ...started, ended }
    },
    envelopes: () => [...running.keys()],
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await Promise.allSettled(running.values())
    },
  }
}
