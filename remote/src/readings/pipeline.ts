import type { Sampler } from '@telemark/local'
import type { ApiClient } from '../target/api-client.ts'
import { operatorHeader } from '../target/operator-header.ts'

/** How far storing is behind accepting; null where the queue does not answer. */
export interface Lag {
  readonly events: number | null
  readonly seconds: number | null
}

/** Rejects where it gets no answer. */
export type LagReader = (signal: AbortSignal) => Promise<Lag>

/** Asks `GET /api/pipeline` for the lag. */
export function lagReader(client: ApiClient, operatorKey: string): LagReader {
  const call = { method: 'GET', path: '/api/pipeline', headers: operatorHeader(operatorKey) } as const
  return async (signal) => {
    const { lag } = Object(await client.json(call, signal))
    const { events, seconds } = Object(lag)
    return { events: numberOrNull(events), seconds: numberOrNull(seconds) }
  }
}

/** The lag as readings of the queue and of whoever stores. */
export function lagSamplers(readLag: LagReader): readonly Sampler[] {
  return [
    {
      component: 'kafka',
      sample: async (signal) => {
        const { events } = await readLag(signal)
        return events === null ? [] : [{ task: 1, values: { lagEvents: events } }]
      },
    },
    {
      component: 'consumer',
      sample: async (signal) => {
        const { seconds } = await readLag(signal)
        return seconds === null ? [] : [{ task: 1, values: { lagSeconds: seconds } }]
      },
    },
  ]
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
