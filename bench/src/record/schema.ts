import { Type } from 'typebox'
import { experiments } from '../plan/variant.ts'
import { endpoints } from '../plan/workload.ts'

/** Nothing that is recorded can be below 0, the values of readings apart. */
export const amount = Type.Number({ minimum: 0 })
export const whole = Type.Integer({ minimum: 0 })
const texts = Type.Record(Type.String(), Type.String())
const size = Type.Object({ vcpu: amount, memoryMiB: amount })
export const anyOf = <const T extends readonly string[]>(...values: T) =>
  Type.Union(values.map((value) => Type.Literal(value)))
export const kind = <const K extends string>(name: K, more = {}) =>
  Type.Object({ kind: Type.Literal(name), ...more })

const scaling = Type.Union([
  kind('fixed', { tasks: whole }),
  kind('targetTracking', { min: whole, max: whole, targetCpuPercent: amount }),
])

const control = Type.Union([
  kind('slower', { share: amount }),
  kind('losesOne', { after: whole }),
  kind('answersEarly', { storedAfterMs: amount }),
])

const architecture = Type.Object({
  name: Type.String(),
  ingest: Type.Union([
    kind('direct'),
    kind('batched'),
    kind('queued', { partitions: whole, consumers: scaling }),
    kind('discard'),
  ]),
  read: Type.Union([kind('database'), kind('cached'), kind('constant')]),
  scaling,
  control: Type.Optional(control),
  standsAt: Type.Optional(Type.String()),
})

const workload = Type.Object({
  name: Type.String(),
  mix: Type.Object(Object.fromEntries(endpoints.map((endpoint) => [endpoint, amount]))),
})

const plan = Type.Object({
  profile: Type.String(),
  architectures: Type.Array(architecture),
  workloads: Type.Array(workload),
  slo: Type.Object({
    latency: Type.Object({
      percentile: Type.Union([Type.Literal(95), Type.Literal(99)]),
      limitMs: amount,
    }),
    failureRate: amount,
    completion: amount,
    freshness: Type.Optional(Type.Object({ share: amount, withinMs: amount })),
  }),
  targetRate: amount,
  shape: anyOf('ramp', 'step'),
  fleet: Type.Object({ devices: amount, eventsPerDevice: amount }),
  sizes: Type.Record(Type.String(), size),
  seed: amount,
  budgetSeconds: amount,
  comparable: Type.Optional(Type.Literal(true)),
  hold: Type.Optional(Type.Object({ seconds: amount, rate: Type.Optional(amount) })),
})

const witnessedLatency = Type.Object({ p50Ms: amount, p95Ms: amount, p99Ms: amount })
export const witness = Type.Object({
  requests: amount,
  balancer: witnessedLatency,
  generator: witnessedLatency,
})

/** A counter that was read a moment later may seem to go back. */
const cpuMs = Type.Record(Type.String(), Type.Number())
const monitoring = Type.Object({ architecture: Type.String(), seconds: amount, idle: cpuMs, sampled: cpuMs })

/** What `cohort.json` must be, as far as anything reads it. */
export const cohortSchema = Type.Object({
  plan,
  machine: Type.Object({
    cores: amount,
    memoryBytes: amount,
    envelopes: Type.Union([kind('cgroup v1'), kind('cgroup v2'), kind('none', { because: Type.String() })]),
    generatorCores: amount,
    serverCores: amount,
    facts: texts,
  }),
  sizing: Type.Object({
    generatorCeiling: amount,
    floorP99Ms: amount,
    coresPerVcpu: amount,
    nullCpuMs: Type.Object({ write: amount, latest: amount }),
    predicted: Type.Record(Type.String(), Type.Record(Type.String(), amount)),
    witness: Type.Optional(witness),
    monitoring: Type.Optional(monitoring),
    reasons: Type.Array(Type.String()),
  }),
  commit: Type.String(),
  dirty: Type.Boolean(),
  startedAt: amount,
  hashes: texts,
  sealed: Type.Optional(
    Type.Object({
      stoppingRules: Type.Record(Type.String(), Type.Number()),
      tuning: texts,
      schedule: Type.Array(Type.String()),
      code: Type.String(),
    }),
  ),
  seal: Type.Optional(Type.String()),
  controls: Type.Optional(Type.Object({ sha256: Type.String() })),
})

const endpoint = anyOf(...endpoints)
const limited = { observed: amount, limit: amount }

export const breach = Type.Union([
  kind('latency', {
    endpoint,
    percentile: amount,
    observedMs: amount,
    limitMs: amount,
  }),
  kind('failures', { endpoint, ...limited }),
  kind('completion', limited),
  kind('freshness', { ...limited, withinMs: amount }),
  kind('lag', { observedSeconds: amount, limitSeconds: amount }),
  kind('saturated', { droppedIterations: amount }),
  kind('silence'),
])

export const invalidReason = Type.Union([
  kind('generatorCpu', limited),
  kind('lateness', { p99Ms: amount, limitMs: amount }),
  kind('serverCpu', limited),
  kind('steal', limited),
  kind('tooFewSamples', { endpoint, observed: amount, required: amount }),
  kind('witnessDisagrees', { percentile: amount, generatorMs: amount, balancerMs: amount, limitMs: amount }),
  kind('balancerSaturated', limited),
  kind('noReadings', { component: Type.String() }),
  kind('partLost', { part: Type.String(), reason: Type.String() }),
  kind('loadFailed', { message: Type.String() }),
])

export const summary = Type.Object({
  endpoint,
  attempts: amount,
  failures: amount,
  timeouts: amount,
  slow: Type.Optional(amount),
  statuses: Type.Record(Type.String(), amount),
  latency: Type.Optional(
    Type.Object({
      p50Ms: amount,
      p95Ms: amount,
      p99Ms: amount,
      p999Ms: amount,
      maxMs: amount,
    }),
  ),
})

const load = Type.Object({
  run: whole,
  kind: anyOf('ramp', 'probe', 'confirmation', 'stress', 'soak'),
  stages: Type.Array(Type.Object({ seconds: amount, rate: amount })),
  judgedFrom: amount,
  judgedTo: amount,
  rate: amount,
  heldRate: Type.Optional(amount),
  result: Type.Union([kind('pass'), kind('fail', { breach }), kind('invalid', { reason: invalidReason })]),
  endpoints: Type.Array(summary),
  thirds: Type.Optional(
    Type.Array(Type.Object({ from: amount, to: amount, endpoints: Type.Array(summary) })),
  ),
  windows: Type.Array(Type.Object({ at: amount, offeredRate: amount, endpoints: Type.Array(summary) })),
  droppedIterations: amount,
  generatorCpuShare: amount,
  latenessP99Ms: amount,
  completion: Type.Optional(amount),
  peakBacklogEvents: amount,
  drainSeconds: amount,
  audit: Type.Object({
    acknowledged: amount,
    stored: amount,
    lost: amount,
    duplicated: amount,
    phantom: amount,
    uncertain: amount,
    corrupted: Type.Optional(amount),
    unverified: Type.Optional(amount),
  }),
  freshness: Type.Optional(Type.Array(Type.Object({ delayMs: amount, asked: amount, fresh: amount }))),
  checkpoint: Type.Optional(
    Type.Object({
      from: amount,
      to: amount,
      before: Type.Array(summary),
      during: Type.Array(summary),
      after: Type.Array(summary),
    }),
  ),
  witness: Type.Optional(witness),
  samplesFile: Type.String(),
})

export const warnings = Type.Array(Type.Object({ kind: Type.String(), message: Type.String() }))

/** What a revealed assignment must be. */
export const controlAssignmentSchema = Type.Object({
  salt: Type.String(),
  arms: Type.Record(Type.String(), Type.Union([control, Type.Literal('none')])),
})

const shares = Type.Record(Type.String(), amount)

const variant = Type.Object({
  name: Type.String(),
  experiment: anyOf(...experiments),
  sizes: Type.Optional(Type.Record(Type.String(), size)),
  fleet: Type.Optional(
    Type.Object({
      devices: amount,
      eventsPerDevice: amount,
      distribution: Type.Union([kind('uniform'), kind('zipf', { s: amount })]),
    }),
  ),
  cache: Type.Optional(anyOf('warm', 'cold')),
  tuning: Type.Optional(shares),
  compression: Type.Optional(amount),
  vcpuFactor: Type.Optional(amount),
  cpuShares: Type.Optional(shares),
  checkpoint: Type.Optional(Type.Literal(true)),
})

/** What `end.json` must be. */
export const endSchema = Type.Object({
  outcome: anyOf('done', 'interrupted', 'failed'),
  trials: whole,
  warnings,
  controls: Type.Optional(controlAssignmentSchema),
  resumed: Type.Optional(whole),
  elapsedSeconds: Type.Optional(amount),
})

/** What the record of a trial must be, as far as anything reads it. */
export const trialSchema = Type.Object({
  cohort: cohortSchema,
  id: Type.String(),
  number: whole,
  architecture,
  workload,
  stage: anyOf('ramp', 'probes', 'confirmation', 'stress', 'soak'),
  variant: Type.Optional(variant),
  block: whole,
  interrupted: Type.Optional(Type.Literal(true)),
  startedAt: amount,
  endedAt: amount,
  environment: texts,
  loads: Type.Array(load),
  decisions: Type.Array(Type.Object({ awsSeconds: amount, from: whole, to: whole })),
  warnings,
  readingsFile: Type.String(),
})

/** One line of a trial's readings. */
export const readingSchema = Type.Object({
  at: amount,
  component: Type.String(),
  task: amount,
  metric: Type.String(),
  value: Type.Number(),
})
