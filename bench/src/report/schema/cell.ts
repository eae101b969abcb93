import { componentKinds, failures } from '@telemark/architecture'
import { Type } from 'typebox'
import { endpoints } from '../../plan/workload.ts'
import { amount, anyOf, kind, whole } from '../../record/schema.ts'
import {
  bounds,
  breach,
  by,
  defined,
  described,
  invalidReason,
  list,
  optional,
  summary,
  text,
} from './definitions.ts'

export const failure = anyOf(...failures)

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

/** What a confirmation proves of slow answers. */
const proof = Type.Object({
  rate: amount,
  endpoint: anyOf(...endpoints),
  slow: whole,
  answers: whole,
  confidence: amount,
  share: amount,
  proven: Type.Boolean(),
})

const capacity = defined(
  'capacity',
  Type.Union(
    [
      kind('bracket', {
        highestPass: amount,
        lowestFail: amount,
        breach,
        seen: Type.Object(
          { pass: whole, fail: whole },
          { description: 'Plateaus that agree at each end; 0: only a ramp says so.' },
        ),
      }),
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
  source: anyOf('confirmation', 'probe', 'ramp', 'rampWindows', 'soak'),
  rate: amount,
  endpoints: Type.Array(summary),
  attempts: whole,
  failures: whole,
  timeouts: whole,
  statuses: by(whole),
})

const evidence = list(Type.Object({ component: text, quantity: text, value: Type.Number() }))

const bottleneck = described('bottleneck', 'What set the capacity, and the rule that says so.', {
  component: text,
  resource: text,
  share: optional(amount),
  rule: text,
  evidence: optional(evidence),
  runnerUp: optional(Type.Object({ component: anyOf(...componentKinds), evidence })),
  close: optional(Type.Boolean({ description: 'The readings do not tell the two apart.' })),
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

const interval = described('interval', 'Where the capacity lies, over the blocks.', {
  from: optional(amount),
  to: optional(amount),
  confidence: optional(amount),
  blocks: whole,
})

const freshness = described('freshness', 'How old reads were at the rates that were held.', {
  limit: Type.Object({ share: amount, withinMs: amount }),
  confidence: amount,
  delays: list(Type.Object({ delayMs: amount, asked: whole, fresh: whole, atLeast: amount, atMost: amount })),
  kept: anyOf('yes', 'no', 'unknown'),
})

export const cell = described('cell', 'One architecture under one workload.', {
  architecture: text,
  workload: text,
  acknowledgement: anyOf('committed', 'enqueued', 'none'),
  survives: list(failure, { description: 'The failures that what it acknowledged survives.' }),
  rival: Type.Boolean({ description: 'Below the line: nobody asked for it.' }),
  holdsTarget: anyOf('yes', 'no', 'unknown'),
  provisional: Type.Boolean({ description: 'From a ramp alone.' }),
  audit,
  capacity: optional(capacity),
  blocks: list(Type.Object({ block: whole, capacity })),
  interval: optional(interval),
  confirmedRate: optional(amount),
  confirmation: optional(proof),
  rampRate: optional(amount),
  atCommonRate: optional(operation),
  partsAtCommonRate: optional(parts),
  atCapacity: optional(operation),
  atBreach: optional(operation),
  bottleneck: optional(bottleneck),
  freshness: optional(freshness),
  parts: optional(parts),
  demand: optional(demand),
})
