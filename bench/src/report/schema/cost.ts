import { componentKinds } from '@telemark/architecture'
import { Type } from 'typebox'
import { amount, anyOf, kind, whole } from '../../record/schema.ts'
import { bounds, by, cellName, defined, described, list, optional, text, texts } from './definitions.ts'

const service = anyOf('Fargate', 'RDS', 'ElastiCache', 'MSK', 'ALB')
const component = anyOf(...componentKinds)

export const cost = Type.Object(
  {
    pricesOf: text,
    budgetUsd: amount,
    architectures: list(
      Type.Object({
        architecture: text,
        items: list(Type.Object({ component, service, what: text, monthlyUsd: amount })),
        monthlyUsd: amount,
      }),
    ),
    cells: list(
      Type.Object({
        ...cellName,
        rate: amount,
        monthlyUsd: amount,
        perMillionUsd: Type.Object({ atCapacity: amount, at60Percent: amount }),
        ratePerUsd: amount,
        atBudget: optional(
          Type.Object(
            { apiTasks: whole, rate: amount, by: component },
            { description: 'With as many API tasks as the budget buys: a model, not a measurement.' },
          ),
        ),
      }),
    ),
  },
  {
    description:
      'On AWS, US dollars a month before taxes, on demand; empty where the services stand elsewhere.',
  },
)

const side = defined(
  'side',
  Type.Union([
    kind('winner', { best: text }),
    kind('tie', { between: texts }),
    kind('open', { reason: text }),
  ]),
)

export const flips = Type.Object(
  {
    flips: list(
      Type.Object({
        change: Type.Union([kind('mix'), kind('latency'), kind('price', { service }), kind('storage')]),
        workload: optional(text),
        now: side,
        // biome-ignore lint/suspicious/noThenProperty: the name of the field
        then: side,
        at: amount,
        direction: anyOf('above', 'below'),
      }),
    ),
    ladders: list(
      Type.Object({
        workload: text,
        targetRate: amount,
        steps: list(Type.Object({ architecture: text, upTo: amount, monthlyUsd: amount })),
      }),
    ),
    atLimits: list(Type.Object({ ...cellName, limits: list(Type.Object({ limitMs: amount, bounds })) })),
    refusals: list(
      Type.Object({
        kind: anyOf('mix', 'latency', 'price', 'storage', 'target'),
        workload: optional(text),
        reason: text,
      }),
    ),
  },
  { description: 'Who would win if one thing were otherwise, and what the data do not say.' },
)

export const dollarOptimal = described('dollarOptimal', 'Where the next dollar buys most capacity.', {
  ...cellName,
  buyNext: optional(Type.Object({ component, gainPer100Usd: Type.Number() })),
  sizes: list(
    Type.Object({
      component,
      elasticity: Type.Number(),
      usd: amount,
      balancedUsd: amount,
      factor: amount,
      beyondData: Type.Boolean(),
    }),
  ),
})

const byCall = Type.Object({ write: amount, read: amount })

export const sizeModels = Type.Object(
  {
    prices: Type.Object({
      task: amount,
      databaseVcpu: amount,
      storageGib: amount,
      fixed: by(amount),
      requestPerSecond: byCall,
    }),
    models: list(
      Type.Object({
        architecture: text,
        demands: Type.Object({ api: byCall, database: byCall, bytesAnEvent: amount, bytesADevice: amount }),
        limits: Type.Object({
          tasks: whole,
          taskVcpu: amount,
          databaseVcpu: amount,
          devices: amount,
          sloLimitMs: amount,
          held: list(
            Type.Object({
              limitMs: amount,
              rates: list(Type.Object({ writeShare: amount, rate: amount })),
            }),
          ),
        }),
      }),
    ),
  },
  {
    description:
      'What sizes an architecture for a load; no model where reads and writes were not measured apart.',
  },
)
