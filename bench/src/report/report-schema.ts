import { componentKinds } from '@telemark/architecture'
import { type TProperties, type TSchema, Type } from 'typebox'
import {
  amount,
  anyOf,
  breach as breachSchema,
  cohortSchema,
  invalidReason as invalidSchema,
  kind,
  summary as summarySchema,
  warnings,
  whole,
} from '../record/schema.ts'

/** Of `report.json`, and the value of its `$schema`. The number rises when a field is taken away or means something else. */
export const reportSchemaId = 'urn:telemark:schema:report:1'

const text = Type.String()
const texts = Type.Array(text)
const { Optional: optional } = Type
const by = (value: Parameters<typeof Type.Record>[1]) => Type.Record(Type.String(), value)

/** What is named once in the published schema, and referred to. */
const definitions: Record<string, TSchema> = {}
const defined = (name: string, schema: TSchema) => {
  definitions[name] = schema
  return Type.Ref(`#/$defs/${name}`)
}
const described = (name: string, description: string, fields: TProperties) =>
  defined(name, Type.Object(fields, { description }))

const breach = defined('breach', breachSchema)
const invalidReason = defined('invalidReason', invalidSchema)
const summary = defined('endpoint', summarySchema)

const audit = described(
  'audit',
  'Acknowledged against stored, by event ids, summed over every load of the cell.',
  {
    acknowledged: whole,
    stored: whole,
    lost: whole,
    duplicated: whole,
    phantom: whole,
    uncertain: whole,
    corrupted: optional(whole),
    unverified: optional(whole),
  },
)

const result = defined(
  'result',
  Type.Union([kind('pass'), kind('fail', { breach }), kind('invalid', { reason: invalidReason })]),
)

const capacity = defined(
  'capacity',
  Type.Union(
    [
      kind('bracket', { highestPass: amount, lowestFail: amount, breach }),
      kind('atLeast', { highestPass: amount, reason: text }),
      kind('below', { lowestFail: amount, breach }),
      kind('invalid', { reason: invalidReason }),
    ],
    {
      description: 'Requests a second: the highest rate that passed and the lowest that failed, or a bound.',
    },
  ),
)

const operation = described('operation', 'What came back at one rate.', {
  source: anyOf('confirmation', 'probe', 'ramp', 'rampWindows'),
  rate: amount,
  endpoints: Type.Array(summary),
  attempts: whole,
  failures: whole,
  timeouts: whole,
  statuses: by(whole),
})

const bottleneck = described('bottleneck', 'What set the capacity, and the rule that says so.', {
  component: text,
  resource: text,
  share: optional(amount),
  rule: text,
})

const parts = described('parts', 'What every part did; shares are of the envelope.', {
  cpu: by(Type.Object({ cores: amount, share: optional(amount), throttledShare: optional(amount) })),
  memoryBytes: by(amount),
  memoryShare: by(amount),
  generatorCpuShare: amount,
  peakLagEvents: amount,
  longestDrainSeconds: amount,
  ...Object.fromEntries(
    [
      'eventLoopDelayP99Ms',
      'poolWaitingPeak',
      'connectionsPeak',
      'readsPerSecond',
      'writesPerSecond',
      'fsyncsPerSecond',
      'transactionsPerSecond',
      'walBytesPerSecond',
      'postgresHitShare',
      'heapOnlyShare',
      'committedVariation',
      'redisHitShare',
      'peakTasks',
      'peakLagSeconds',
    ].map((name) => [name, optional(amount)]),
  ),
})

const bounds = Type.Object({ held: optional(Type.Number()), failed: optional(Type.Number()) })
const cost = Type.Object({ ms: amount, rate: amount })

const demand = described('demand', 'CPU that one request costs, and the capacity that it predicts.', {
  cpuMsPerRequest: by(amount),
  calibratedRate: optional(amount),
  prediction: optional(
    Type.Object({
      rate: amount,
      by: anyOf(...componentKinds),
      from: Type.Object({ source: text, rate: amount }),
      deviation: bounds,
      departure: optional(
        Type.Object({
          kind: anyOf('costChanged', 'wideBracket', 'unexplained', 'endedByOther'),
          share: amount,
          cost: Type.Object({ before: cost, now: cost }),
          bottleneck: optional(bottleneck),
        }),
      ),
    }),
  ),
})

const cell = described('cell', 'One architecture under one workload.', {
  architecture: text,
  workload: text,
  acknowledgement: anyOf('committed', 'enqueued', 'none'),
  rival: Type.Boolean({ description: 'Below the line: nobody asked for it.' }),
  holdsTarget: anyOf('yes', 'no', 'unknown'),
  provisional: Type.Boolean({ description: 'From a ramp alone.' }),
  audit,
  capacity: optional(capacity),
  confirmedRate: optional(amount),
  rampRate: optional(amount),
  atCommonRate: optional(operation),
  partsAtCommonRate: optional(parts),
  atCapacity: optional(operation),
  atBreach: optional(operation),
  bottleneck: optional(bottleneck),
  parts: optional(parts),
  demand: optional(demand),
})

const ruling = defined(
  'ruling',
  Type.Union([
    kind('winner', { best: text, runnerUp: text, ratio: amount, givesUp: texts }),
    kind('tie', { between: texts, reason: text }),
    kind('withheld', { reason: text }),
  ]),
)

const rulings = {
  workloads: Type.Array(
    Type.Object({ workload: text, ruling, bestCommitted: optional(text), excluded: texts }),
  ),
  overall: ruling,
}

const load = described('load', 'One k6 process, whether or not it counts.', {
  run: whole,
  kind: anyOf('ramp', 'probe', 'confirmation', 'stress'),
  rate: amount,
  result,
  latenessP99Ms: amount,
  generatorCpuShare: amount,
  architecture: text,
  workload: text,
  standing: anyOf('bound', 'agrees', 'overruled', 'unused'),
})

const stress = described('stress', 'The autoscaler live under a rising load.', {
  architecture: text,
  workload: text,
  targetRate: amount,
  reachedRate: amount,
  result,
  peakTasks: optional(whole),
  decisions: Type.Array(Type.Object({ awsSeconds: amount, from: whole, to: whole })),
})

const claim = described('claim', 'What an architecture should improve over the one before it.', {
  architecture: text,
  against: text,
  intended: text,
  measured: Type.Array(
    Type.Object({
      quantity: text,
      unit: text,
      value: optional(Type.Number()),
      against: optional(Type.Number()),
    }),
  ),
  kept: anyOf('yes', 'partly', 'no', 'unknown'),
  rule: text,
})

/** What `report.json` is; published as `bench/report.schema.json`. Fields may be added, so that unknown ones are allowed. */
export const reportSchema = Type.Object(
  {
    $schema: Type.Literal(reportSchemaId),
    command: Type.String({ description: 'Does the same comparison again.' }),
    sentences: Type.Array(text, { description: 'The verdict, for people.' }),
    cohort: cohortSchema,
    workloads: Type.Array(
      Type.Object({ workload: text, commonRate: optional(amount), cells: Type.Array(cell) }),
    ),
    stress: Type.Array(stress),
    loads: Type.Array(load),
    claims: Type.Array(claim),
    verdict: Type.Object({
      ...rulings,
      withRivals: optional(Type.Object({ ...rulings, rivals: texts })),
      noise: Type.Object({
        share: amount,
        workload: optional(text),
        twins: optional(Type.Array(text, { minItems: 2, maxItems: 2 })),
      }),
      provisional: Type.Boolean(),
    }),
    warnings,
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: reportSchemaId,
    title: 'Telemark: report of a comparison',
    description: 'Rates are requests a second, shares between 0 and 1, moments milliseconds since the epoch.',
    $defs: definitions,
  },
)
