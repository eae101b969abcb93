import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import { type Aggregate, type AggregateQuery, aggregates } from '../../telemetry/read-events.ts'
import { parseParameter } from '../parse-parameter.ts'
import { keysSchema, parseKeys } from './keys-parameter.ts'
import { timeParameterSchema } from './time-parameter.ts'
import { parseTimeRange, type TimeRange } from './time-range.ts'

const maxBuckets = 2000
/** A value is one measurement in one bucket. Some 3 MB of JSON with all figures of numbers. */
export const maxValues = 20_000

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const intervalForm = 'a whole number and one of s, m, h, d, as in 30s, 5m, 1h, 1d'
const aggregatesForm = `some of ${aggregates.join()}, separated by commas`

/** The query of aggregates, as it is sent: all text. */
export const aggregateParameters = Type.Object(
  {
    from: timeParameterSchema('events at or after it'),
    to: Type.Optional(timeParameterSchema('events before it (the moment of the request if left out)')),
    keys: Type.Optional(keysSchema),
    interval: Type.String({ pattern: '^[1-9][0-9]{0,4}[smhd]$', description: intervalForm }),
    agg: Type.Optional(Type.String({ description: `${aggregatesForm} (all if left out)` })),
  },
  { additionalProperties: false },
)

export type AggregateParameters = Type.Static<typeof aggregateParameters>

/** What is asked of aggregates; whose they are comes from elsewhere. */
export type AskedAggregates = Omit<AggregateQuery, 'device' | 'maxValues'>

/** The query understood, or what is wrong with it. */
export function parseAggregateQuery(
  sent: AggregateParameters,
  now: number,
): AskedAggregates | readonly Fault[] {
  const faults: Fault[] = []
  const range = parseTimeRange(sent, { from: 0, to: now }, faults)
  const intervalMs = Number(sent.interval.slice(0, -1)) * (unitMs[sent.interval.slice(-1)] ?? 0)
  const keys = parseKeys(sent.keys, faults)
  const asked = parseParameter(
    { name: 'agg', sent: sent.agg, parse: parseAggregates, required: aggregatesForm },
    faults,
  )
  const buckets = range === undefined ? 0 : bucketsOf(range, intervalMs)
  if (buckets > maxBuckets) faults.push(tooManyBuckets(buckets, sent.interval))
  if (range === undefined || faults.length > 0) return faults
  return { ...range, intervalMs, aggregates: asked ?? aggregates, ...(keys && { keys }) }
}

/** In the order of the request, each once. */
function parseAggregates(list: string): readonly Aggregate[] | undefined {
  const names = [...new Set(list.split(','))]
  return names.every((name): name is Aggregate => (aggregates as readonly string[]).includes(name))
    ? names
    : undefined
}

/** Buckets that hold part of the range; the epoch begins one. */
function bucketsOf({ from, to }: TimeRange, intervalMs: number): number {
  return Math.floor((to - 1) / intervalMs) - Math.floor(from / intervalMs) + 1
}

function tooManyBuckets(buckets: number, interval: string): Fault {
  return {
    pointer: '/interval',
    code: 'too_many_buckets',
    required: `at most ${maxBuckets} buckets: a longer interval or a shorter range; these would be ${buckets}`,
    sent: interval,
  }
}
