import type { LoadSettings } from '../../k6/load.ts'
import { dueMs, jitterMs, rateAt } from '../../k6/schedule.ts'
import type { Breach } from '../capacity/probe.ts'
import type { Slo } from '../plan/slo.ts'
import type { Endpoint } from '../plan/workload.ts'
import type { EndpointSummary } from '../record/record.ts'
import { breachOf } from './breach.ts'
import type { CsvEvent } from './csv.ts'
import type { Sample } from './sample.ts'
import { summarise } from './summary.ts'

/** A live window: at least a second, and as long as it takes to hold 100 samples an endpoint. */
export interface LiveWindow {
  readonly from: number
  readonly to: number
  /** Requests a second that the schedule asks for at its end. */
  readonly rate: number
  readonly endpoints: readonly EndpointSummary[]
  readonly breach?: Breach
  /** Two windows in a row breach: the load can stop. `at` is where the first of them began. */
  readonly stop?: { readonly at: number; readonly breach: Breach }
}

export interface WatchOptions {
  readonly slo: Slo
  readonly endpoints: readonly Endpoint[]
  readonly settings: LoadSettings
  /** From the start on nothing breaches for so long: connections open, caches fill. */
  readonly settleMs: number
  /** A breach that the answers do not show, e.g. of the lag; asked for at the end of each window. */
  readonly breachElsewhere?: () => Breach | undefined
}

const windowMs = 1000
const samplesAnEndpoint = 100
/** Rates too low for the samples are judged on what there is after so long. */
const widestMs = 5000

/**
 * Judges a load while it runs. k6's own thresholds are cumulative and would see a breach long after it began.
 * Time is that of the rows, so the same rows always give the same windows.
 */
export function createWatch(options: WatchOptions): (event: CsvEvent) => LiveWindow | undefined {
  let startedAt: number | undefined
  let from = 0
  let samples: Sample[] = []
  let previous: { from: number; breach: Breach } | undefined

  const close = (to: number, zero: number): LiveWindow => {
    const endpoints = summarise(samples, options.endpoints)
    const settled = from - zero >= options.settleMs
    const breach = settled ? (breachOf(endpoints, options.slo) ?? options.breachElsewhere?.()) : undefined
    const stop = breach && previous && { at: previous.from, breach }
    const window = { from, to, rate: rateAt((to - zero) / 1000, options.settings.stages), endpoints }
    previous = breach && { from, breach }
    from = to
    samples = []
    return { ...window, ...(breach && { breach }), ...(stop && { stop }) }
  }

  return (event) => {
    if (event.kind === 'sample') {
      startedAt ??= from = startOf(event.sample, options.settings)
      samples.push(event.sample)
    }
    const at = event.kind === 'sample' ? event.sample.endedAt : event.at
    if (startedAt === undefined || !isComplete(at - from, samples, options.endpoints)) return undefined
    return close(at, startedAt)
  }
}

/** The moment at which the schedule of a punctual `sample` began. */
export function startOf(sample: Sample, settings: LoadSettings): number {
  const due = dueMs(sample.n, settings.stages) ?? 0
  return sample.sentAt - due - jitterMs(settings.seed, sample.n, settings.jitterMs)
}

function isComplete(widthMs: number, samples: readonly Sample[], endpoints: readonly Endpoint[]): boolean {
  if (widthMs < windowMs) return false
  if (samples.length === 0 || widthMs >= widestMs) return true
  return endpoints.every((endpoint) => atLeast(samples, endpoint, samplesAnEndpoint))
}

function atLeast(samples: readonly Sample[], endpoint: Endpoint, count: number): boolean {
  if (samples.length < count) return false
  let found = 0
  for (const sample of samples) if (sample.endpoint === endpoint && ++found >= count) return true
  return false
}
