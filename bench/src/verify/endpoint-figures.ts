import type { EndpointSummary } from '../record/record.ts'
import type { Answers } from './answers.ts'
import { compared, type Figure } from './figure.ts'

const percentiles = { p50Ms: 'p50', p95Ms: 'p95', p99Ms: 'p99', p999Ms: 'p99.9', maxMs: 'max' } as const

/** What each endpoint answered. */
export function endpointFigures(
  subject: string,
  summaries: readonly EndpointSummary[],
  found: readonly Answers[],
): readonly Figure[] {
  return summaries.flatMap((summary) =>
    figuresOf(
      subject,
      summary,
      found.find(({ endpoint }) => endpoint === summary.endpoint),
    ),
  )
}

function figuresOf(
  subject: string,
  summary: EndpointSummary,
  answers: Answers | undefined,
): readonly Figure[] {
  const { endpoint, latency } = summary
  const latencies = (['p50Ms', 'p95Ms', 'p99Ms', 'p999Ms', 'maxMs'] as const).map((name) =>
    compared(
      { subject, name: `${endpoint} ${percentiles[name]}`, unit: 'ms' },
      latency?.[name],
      answers?.[name] ?? undefined,
    ),
  )
  return [
    ...(['attempts', 'failures', 'timeouts'] as const).map((name) =>
      compared({ subject, name: `${endpoint} ${name}` }, summary[name], answers?.[name] ?? 0),
    ),
    compared({ subject, name: `${endpoint} statuses` }, sayStatuses(summary), answers?.statuses ?? ''),
    ...latencies,
  ]
}

function sayStatuses({ statuses }: EndpointSummary): string {
  return Object.entries(statuses)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([status, attempts]) => `${status}: ${attempts}`)
    .join(', ')
}
