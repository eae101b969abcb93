import { setTimeout as delay } from 'node:timers/promises'
import type { MetricName, Reading } from '@telemark/deployment'
import type { Sample, Sampler } from './sampler.ts'

const everyMs = 1000

/** A component that answers later than this has no reading in this second. */
const answerWithinMs = 900

/**
 * Measures every component once a second, each on its own: one that hangs or is down yields nothing, and
 * holds up no other. Ends normally when `signal` aborts.
 */
export function read(samplers: readonly Sampler[], signal: AbortSignal): AsyncIterable<Reading> {
  const left = new AbortController()
  const until = AbortSignal.any([signal, left.signal])
  return new ReadableStream<Reading>({
    start: (stream) => {
      const loops = samplers.map((sampler) =>
        sampleEachSecond(sampler, (reading) => stream.enqueue(reading), until),
      )
      void Promise.all(loops).then(() => {
        if (!left.signal.aborted) stream.close()
      })
    },
    cancel: () => left.abort(),
  })
}

async function sampleEachSecond(
  sampler: Sampler,
  emit: (reading: Reading) => void,
  until: AbortSignal,
): Promise<void> {
  while (!until.aborted) {
    const started = Date.now()
    const samples = await sampleOnce(sampler, until)
    if (until.aborted) return
    for (const reading of readingsOf(sampler.component, samples)) emit(reading)
    await delay(Math.max(0, started + everyMs - Date.now()), undefined, { signal: until }).catch(
      () => undefined,
    )
  }
}

async function sampleOnce(sampler: Sampler, until: AbortSignal): Promise<readonly Sample[]> {
  const within = AbortSignal.any([until, AbortSignal.timeout(answerWithinMs)])
  try {
    return await Promise.race([sampler.sample(within), rejectOnAbort(within)])
  } catch {
    return []
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function readingsOf(component: Sampler['component'], samples: readonly Sample[]): Reading[] {
  const at = Date.now()
  return samples.flatMap(({ task, values }) =>
    Object.entries(values).map(([metric, value]) => ({
      at,
      component,
      task,
      metric: metric as MetricName,
      value,
    })),
  )
}
