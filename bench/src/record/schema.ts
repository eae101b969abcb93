import { Type } from 'typebox'
import { endpoints } from '../plan/workload.ts'

const texts = Type.Record(Type.String(), Type.String())
const size = Type.Object({ vcpu: Type.Number(), memoryMiB: Type.Number() })
const anyOf = <const T extends readonly string[]>(...values: T) =>
  Type.Union(values.map((value) => Type.Literal(value)))
const kind = <const K extends string>(name: K, more = {}) =>
  Type.Object({ kind: Type.Literal(name), ...more })

const scaling = Type.Union([
  kind('fixed', { tasks: Type.Integer() }),
  kind('targetTracking', { min: Type.Integer(), max: Type.Integer(), targetCpuPercent: Type.Number() }),
])

const architecture = Type.Object({
  name: Type.String(),
  ingest: Type.Union([
    kind('direct'),
    kind('queued', { partitions: Type.Integer(), consumers: scaling }),
    kind('discard'),
  ]),
  read: Type.Union([kind('database'), kind('cached'), kind('constant')]),
  scaling,
})

const workload = Type.Object({
  name: Type.String(),
  mix: Type.Object(Object.fromEntries(endpoints.map((endpoint) => [endpoint, Type.Number()]))),
})

const plan = Type.Object({
  profile: Type.String(),
  architectures: Type.Array(architecture),
  workloads: Type.Array(workload),
  slo: Type.Object({
    latency: Type.Object({
      percentile: Type.Union([Type.Literal(95), Type.Literal(99)]),
      limitMs: Type.Number(),
    }),
    failureRate: Type.Number(),
    completion: Type.Number(),
  }),
  targetRate: Type.Number(),
  shape: anyOf('ramp', 'step'),
  fleet: Type.Object({ devices: Type.Number(), eventsPerDevice: Type.Number() }),
  sizes: Type.Record(Type.String(), size),
  seed: Type.Number(),
  budgetSeconds: Type.Number(),
})

/** What `cohort.json` must be, as far as anything reads it. */
export const cohortSchema = Type.Object({
  plan,
  machine: Type.Object({
    cores: Type.Number(),
    memoryBytes: Type.Number(),
    envelopes: Type.Union([kind('cgroup v1'), kind('cgroup v2'), kind('none', { because: Type.String() })]),
    generatorCores: Type.Number(),
    serverCores: Type.Number(),
    facts: texts,
  }),
  sizing: Type.Object({
    generatorCeiling: Type.Number(),
    floorP99Ms: Type.Number(),
    coresPerVcpu: Type.Number(),
    nullCpuMs: Type.Object({ write: Type.Number(), latest: Type.Number() }),
    predicted: Type.Record(Type.String(), Type.Record(Type.String(), Type.Number())),
    reasons: Type.Array(Type.String()),
  }),
  commit: Type.String(),
  dirty: Type.Boolean(),
  startedAt: Type.Number(),
  hashes: texts,
})

const endpoint = anyOf(...endpoints)
const limited = { observed: Type.Number(), limit: Type.Number() }

const breach = Type.Union([
  kind('latency', {
    endpoint,
    percentile: Type.Number(),
    observedMs: Type.Number(),
    limitMs: Type.Number(),
  }),
  kind('failures', { endpoint, ...limited }),
  kind('completion', limited),
  kind('lag', { observedSeconds: Type.Number(), limitSeconds: Type.Number() }),
  kind('saturated', { droppedIterations: Type.Number() }),
  kind('silence'),
])

const invalidReason = Type.Union([
  kind('generatorCpu', limited),
  kind('lateness', { p99Ms: Type.Number(), limitMs: Type.Number() }),
  kind('serverCpu', limited),
  kind('steal', limited),
  kind('tooFewSamples', { endpoint, observed: Type.Number(), required: Type.Number() }),
  kind('balancerSaturated', limited),
  kind('noReadings', { component: Type.String() }),
  kind('partLost', { part: Type.String(), reason: Type.String() }),
  kind('loadFailed', { message: Type.String() }),
])

const summary = Type.Object({
  endpoint,
  attempts: Type.Number(),
  failures: Type.Number(),
  timeouts: Type.Number(),
  statuses: Type.Record(Type.String(), Type.Number()),
  latency: Type.Optional(
    Type.Object({
      p50Ms: Type.Number(),
      p95Ms: Type.Number(),
      p99Ms: Type.Number(),
      p999Ms: Type.Number(),
      maxMs: Type.Number(),
    }),
  ),
})

const load = Type.Object({
  run: Type.Integer(),
  kind: anyOf('ramp', 'probe', 'confirmation', 'stress'),
  stages: Type.Array(Type.Object({ seconds: Type.Number(), rate: Type.Number() })),
  judgedFrom: Type.Number(),
  judgedTo: Type.Number(),
  rate: Type.Number(),
  heldRate: Type.Optional(Type.Number()),
  result: Type.Union([kind('pass'), kind('fail', { breach }), kind('invalid', { reason: invalidReason })]),
  endpoints: Type.Array(summary),
  windows: Type.Array(
    Type.Object({ at: Type.Number(), offeredRate: Type.Number(), endpoints: Type.Array(summary) }),
  ),
  droppedIterations: Type.Number(),
  generatorCpuShare: Type.Number(),
  latenessP99Ms: Type.Number(),
  completion: Type.Optional(Type.Number()),
  peakBacklogEvents: Type.Number(),
  drainSeconds: Type.Number(),
  audit: Type.Object({
    acknowledged: Type.Number(),
    stored: Type.Number(),
    lost: Type.Number(),
    duplicated: Type.Number(),
    phantom: Type.Number(),
    uncertain: Type.Number(),
  }),
  samplesFile: Type.String(),
})

/** What the record of a trial must be, as far as anything reads it. */
export const trialSchema = Type.Object({
  cohort: cohortSchema,
  id: Type.String(),
  number: Type.Integer(),
  architecture,
  workload,
  stage: anyOf('ramp', 'probes', 'confirmation', 'stress'),
  block: Type.Integer(),
  startedAt: Type.Number(),
  endedAt: Type.Number(),
  environment: texts,
  loads: Type.Array(load),
  decisions: Type.Array(Type.Object({ awsSeconds: Type.Number(), from: Type.Integer(), to: Type.Integer() })),
  warnings: Type.Array(Type.Object({ kind: Type.String(), message: Type.String() })),
  readingsFile: Type.String(),
})

/** One line of a trial's readings. */
export const readingSchema = Type.Object({
  at: Type.Number(),
  component: Type.String(),
  task: Type.Number(),
  metric: Type.String(),
  value: Type.Number(),
})
