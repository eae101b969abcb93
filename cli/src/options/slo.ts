import type { Slo } from '@telemark/bench'
import { defaultSlo } from '@telemark/bench'
import { CliError } from '../errors/cli-error.ts'
import { knownName } from './names.ts'
import { parseShare } from './numbers.ts'

const limits = ['p95', 'p99', 'failures', 'completion', 'freshness'] as const

/** As `completion` is judged, too. */
const freshWithinMs = 1000

/** Reads `p99=200ms,failures=2%,completion=99%,freshness=99%`; what is left out stays as it is by default. */
export function parseSlo(text: string): Slo {
  const parts = text.split(',')
  const slo = parts.reduce(withLimit, defaultSlo)
  const latencies = parts.filter((part) => part.trim().startsWith('p'))
  if (latencies.length <= 1) return slo
  throw new CliError(
    'usage',
    `Cannot use --slo ${text}: one latency limit is judged, found ${latencies.join(' and ')}. Leave out all but one.`,
  )
}

function withLimit(slo: Slo, part: string): Slo {
  const [name = '', value] = part.split('=')
  if (value === undefined)
    throw new CliError(
      'usage',
      `Cannot use --slo ${part}: limits such as p99=200ms,failures=2%,completion=99%,freshness=99% are required.`,
    )
  switch (knownName('limit in --slo', name.trim(), limits)) {
    case 'p95':
      return { ...slo, latency: { percentile: 95, limitMs: parseMs(value) } }
    case 'p99':
      return { ...slo, latency: { percentile: 99, limitMs: parseMs(value) } }
    case 'failures':
      return { ...slo, failureRate: parseShare(value, '--slo failures') }
    case 'completion':
      return { ...slo, completion: parseShare(value, '--slo completion') }
    case 'freshness':
      return { ...slo, freshness: { share: parseShare(value, '--slo freshness'), withinMs: freshWithinMs } }
  }
}

function parseMs(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? []
  const value = Number(digits) * (unit === 's' ? 1000 : 1)
  if (digits !== undefined && value > 0) return value
  throw new CliError(
    'usage',
    `Cannot use the latency limit ${text}: a duration is required, such as 200ms or 1.5s.`,
  )
}
