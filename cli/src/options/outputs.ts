import { resolve } from 'node:path'
import type { Outputs } from '@telemark/bench'
import { CliError } from '../errors/cli-error.ts'

const files: readonly string[] = ['json', 'csv']

/** What each of k6's outputs reads of the environment begins with one of these. All else that k6 reads is the bench's to decide. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  influxdb: ['K6_INFLUXDB_'],
  'experimental-prometheus-rw': ['K6_PROMETHEUS_RW_'],
  opentelemetry: ['K6_OTEL_', 'OTEL_'],
  'experimental-opentelemetry': ['K6_OTEL_', 'OTEL_'],
  statsd: ['K6_STATSD_'],
  'web-dashboard': ['K6_WEB_DASHBOARD_'],
  cloud: ['K6_CLOUD_'],
}

/** Reads each `--out`, as k6 takes it. Throws a usage error where it would write among the rows that the bench reads. */
export function parseOutputs(texts: readonly string[], environment: NodeJS.ProcessEnv): Outputs {
  const wanted = texts.flatMap((text) => prefixes[kindOf(text)] ?? [])
  const given = Object.entries(environment).filter(([name]) =>
    wanted.some((prefix) => name.startsWith(prefix)),
  )
  return {
    arguments: texts.map(parseOutput),
    environment: Object.fromEntries(given.map(([name, value]) => [name, value ?? ''])),
  }
}

function parseOutput(text: string): string {
  const kind = kindOf(text)
  if (!files.includes(kind)) return text
  const path = text.slice(kind.length + 1)
  if (path !== '' && path !== '-') return `${kind}=${resolve(path)}` // k6 runs in a folder of its own
  throw new CliError(
    'usage',
    `Cannot use --out ${text}: a file is required, because the bench reads what k6 prints. Give one such as --out ${kind}=samples.${kind}.gz.`,
  )
}

function kindOf(text: string): string {
  return text.split('=', 1)[0] ?? ''
}
