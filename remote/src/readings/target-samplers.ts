import type { Sampler } from '@telemark/local'
import type { Target } from '../target/target.ts'
import type { ToldSystem } from '../target/told-system.ts'
import { metricsSamplers } from './metrics-samplers.ts'
import { type LagReader, lagSamplers } from './pipeline.ts'
import { processes } from './processes.ts'
import { scraper } from './scraper.ts'

export interface TargetSamplersOptions {
  readonly told: ToldSystem
  readonly readLag: LagReader
  report(line: string): void
}

/** Readings of a target: from its `/metrics`, and from its pipeline where it has one. */
export function targetSamplers(
  target: Target,
  { told, readLag, report }: TargetSamplersOptions,
): readonly Sampler[] {
  const apart = processes(() =>
    report(
      `${target.name}: /metrics is answered by several processes that started in the same second and cannot be told apart: they have no readings. Give the URL of one of them, or start them one after the other.`,
    ),
  )
  const lag = told.acknowledgement === 'enqueued' ? lagSamplers(readLag) : []
  return [...metricsSamplers(scraper(target), apart), ...lag]
}
