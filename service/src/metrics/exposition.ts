import type { Metric, Registry } from 'prom-client'
import { catalogue, type Definition, type MetricName } from './catalogue.ts'

/** One line of a metric. */
export interface Sample {
  readonly value: number
  readonly labels?: Readonly<Record<string, string | number>>
  /** The full name where it is not that of the metric: `…_bucket`. */
  readonly metricName?: string
}

type Samples = readonly Sample[]

/**
 * Exposes a metric whose value is kept elsewhere as a plain number, and is asked for when it is scraped: counting is an addition then,
 * where `prom-client` would look its labels up each time.
 */
export function expose(registry: Registry, name: MetricName, read: () => Samples | Promise<Samples>): void {
  const { help, type }: Definition = catalogue[name]
  const get = async () => ({ name, help, type, aggregator: 'sum', values: await read() })
  // Of a metric the registry asks for no more than its name and `get`; the type of `prom-client` wants all of its own classes.
  registry.registerMetric({ name, help, type, get } as unknown as Metric)
}

/** The same of one number without labels. */
export function exposeNumber(
  registry: Registry,
  name: MetricName,
  read: () => number | Promise<number>,
): void {
  expose(registry, name, async () => [{ value: await read() }])
}
