import { sayBreach } from '../load/say-breach.ts'
import { sayInvalid } from '../load/say-invalid.ts'
import type { EndpointSummary, LoadRecord, TrialRecord } from '../record/record.ts'

/** The header of `probes.csv`; doc/verify.md says what each column holds. New ones are added at the end. */
export const probeColumns = [
  'run',
  'trial',
  'architecture',
  'workload',
  'block',
  'kind',
  'rate',
  'held_rate',
  'result',
  'breach',
  'endpoint',
  'attempts',
  'failures',
  'timeouts',
  'slow',
  'statuses',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'p999_ms',
  'max_ms',
  'completion',
  'freshness',
  'lateness_p99_ms',
  'generator_cpu_share',
  'dropped',
  'peak_backlog_events',
  'drain_seconds',
  'acknowledged',
  'stored',
  'lost',
  'duplicated',
  'phantom',
  'uncertain',
  'corrupted',
  'unverified',
  'judged_from',
  'judged_to',
  'samples_file',
] as const

export type ProbeRow = Readonly<Record<(typeof probeColumns)[number], string | number | undefined>>

/** Every load in the order in which it was run, a row an endpoint. */
export function probeRows(trials: readonly TrialRecord[]): readonly ProbeRow[] {
  return trials
    .flatMap((trial) => trial.loads.map((load) => ({ trial, load })))
    .toSorted((a, b) => a.load.judgedFrom - b.load.judgedFrom)
    .flatMap(({ trial, load }) =>
      load.endpoints.map((summary) => ({
        ...trialCells(trial),
        ...loadCells(load),
        ...endpointCells(summary),
      })),
    )
}

function trialCells({ id, architecture, workload, block }: TrialRecord) {
  return { trial: id, architecture: architecture.name, workload: workload.name, block }
}

function loadCells(load: LoadRecord) {
  return {
    run: load.run,
    kind: load.kind,
    rate: load.rate,
    held_rate: load.heldRate,
    result: load.result.kind,
    breach: breachOf(load),
    completion: load.completion,
    freshness: load.freshness?.map(({ delayMs, fresh, asked }) => `${delayMs}:${fresh}/${asked}`).join(';'),
    lateness_p99_ms: load.latenessP99Ms,
    generator_cpu_share: load.generatorCpuShare,
    dropped: load.droppedIterations,
    peak_backlog_events: load.peakBacklogEvents,
    drain_seconds: load.drainSeconds,
    acknowledged: load.audit.acknowledged,
    stored: load.audit.stored,
    lost: load.audit.lost,
    duplicated: load.audit.duplicated,
    phantom: load.audit.phantom,
    uncertain: load.audit.uncertain,
    corrupted: load.audit.corrupted,
    unverified: load.audit.unverified,
    judged_from: load.judgedFrom,
    judged_to: load.judgedTo,
    samples_file: load.samplesFile,
  }
}

function endpointCells({ endpoint, attempts, failures, timeouts, slow, statuses, latency }: EndpointSummary) {
  return {
    endpoint,
    attempts,
    failures,
    timeouts,
    slow,
    statuses: Object.entries(statuses)
      .map(([status, count]) => `${status}:${count}`)
      .join(';'),
    p50_ms: latency?.p50Ms,
    p95_ms: latency?.p95Ms,
    p99_ms: latency?.p99Ms,
    p999_ms: latency?.p999Ms,
    max_ms: latency?.maxMs,
  }
}

function breachOf({ result }: LoadRecord): string | undefined {
  switch (result.kind) {
    case 'pass':
      return undefined
    case 'fail':
      return sayBreach(result.breach)
    case 'invalid':
      return sayInvalid(result.reason)
  }
}
