import type { LoadSettings } from '../../k6/load.ts'
import { rateAt } from '../../k6/schedule.ts'
import type { Endpoint } from '../plan/workload.ts'
import type { Window } from '../record/record.ts'
import type { Sample } from './sample.ts'
import { summarise } from './summary.ts'

export interface Span {
  readonly startedAt: number
  readonly settings: LoadSettings
  readonly endpoints: readonly Endpoint[]
}

/** The load second by second, by the moment of the answer; a second without answers has its window too. */
export function windowsOf(
  samples: readonly Sample[],
  { startedAt, settings, endpoints }: Span,
): readonly Window[] {
  const seconds = Map.groupBy(samples, ({ endedAt }) => Math.max(0, Math.floor((endedAt - startedAt) / 1000)))
  const last = Math.max(-1, ...seconds.keys())
  return Array.from({ length: last + 1 }, (_, second) => ({
    at: startedAt + second * 1000,
    offeredRate: Math.round(rateAt(second + 0.5, settings.stages)),
    endpoints: summarise(seconds.get(second) ?? [], endpoints),
  }))
}
