import { Type } from 'typebox'
import { endpoints } from '../../plan/workload.ts'
import { amount, anyOf, whole, witness } from '../../record/schema.ts'
import { bounds, by, cellName, described, list, optional, result, text } from './definitions.ts'

const kindOfLoad = anyOf('ramp', 'probe', 'confirmation', 'stress', 'soak')

export const load = described('load', 'One k6 process, whether or not it counts.', {
  run: whole,
  kind: kindOfLoad,
  rate: amount,
  result,
  latenessP99Ms: amount,
  generatorCpuShare: amount,
  witness: optional(witness),
  ...cellName,
  standing: anyOf('bound', 'agrees', 'overruled', 'unused', 'arm'),
})

export const stress = described('stress', 'The autoscaler live under a rising load.', {
  ...cellName,
  targetRate: amount,
  reachedRate: amount,
  result,
  peakTasks: optional(whole),
  decisions: list(
    Type.Object({ at: amount, awsSeconds: amount, component: text, from: whole, to: whole, reason: text }),
  ),
})

const drift = { first: amount, last: amount }

export const hold = described(
  'hold',
  'One rate for long: of everything the mean of its first third and of its last.',
  {
    ...cellName,
    run: whole,
    rate: amount,
    seconds: amount,
    result,
    p99Ms: list(Type.Object({ endpoint: anyOf(...endpoints), ...drift })),
    memoryBytes: by(Type.Object(drift)),
    tableBytes: optional(Type.Object(drift)),
    checkpoints: optional(amount),
  },
)

const column = list(Type.Union([Type.Number(), Type.Null()]))

export const timeline = described(
  'timeline',
  'A load that rises and what every part did under it: columns of as many values as `seconds`, null where one is not known.',
  {
    ...cellName,
    run: whole,
    kind: kindOfLoad,
    startedAt: amount,
    judged: Type.Object({ from: Type.Number(), to: Type.Number() }),
    seconds: list(whole),
    ...Object.fromEntries(['p99Ms', 'cpuShare', 'throttledShare'].map((name) => [name, by(column)])),
    ...Object.fromEntries(
      [
        'offeredRate',
        'answeredRate',
        'failures',
        'apiTasks',
        'lagEvents',
        'lagSeconds',
        'connections',
        'poolWaiting',
        'redisHitShare',
        'fsyncsPerSecond',
        'rowsCommittedPerSecond',
        'eventLoopDelayMs',
      ].map((name) => [name, column]),
    ),
  },
)

/** Of the operational laws. */
export const laws = Type.Object({
  demands: list(
    described('serviceDemand', 'CPU that a request of each endpoint takes of a component.', {
      architecture: text,
      component: text,
      cpuMs: by(amount),
      cores: optional(amount),
      loads: whole,
      misfit: amount,
      alwaysBusy: Type.Boolean(),
    }),
  ),
  predictions: list(
    described(
      'lawPrediction',
      'The capacity of a cell as the laws have it, and as the calibration had it before.',
      {
        ...cellName,
        measured: bounds,
        fromDemands: optional(
          Type.Object({ rate: amount, by: text, lowerBound: Type.Boolean(), deviation: bounds }),
        ),
        beforehand: optional(Type.Object({ rate: amount, deviation: bounds })),
      },
    ),
  ),
})
