import { Type } from 'typebox'
import { amount, anyOf, kind, whole } from '../../record/schema.ts'
import { failure } from './cell.ts'
import { cellName, defined, described, list, optional, text, texts } from './definitions.ts'

const ratioInterval = described('ratioInterval', 'All such intervals of a report hold together.', {
  from: amount,
  to: amount,
  confidence: amount,
})

const ruling = defined(
  'ruling',
  Type.Union([
    kind('winner', {
      best: text,
      runnerUp: text,
      basis: anyOf('brackets', 'blocks'),
      ratio: amount,
      interval: optional(ratioInterval),
      givesUp: texts,
    }),
    kind('tie', { between: texts, reason: text }),
    kind('withheld', { reason: text }),
  ]),
)

const rulings = {
  workloads: list(
    Type.Object({
      workload: text,
      ruling,
      bestCommitted: optional(text),
      excluded: texts,
      disqualified: list(
        Type.Object({
          architecture: text,
          because: list(anyOf('lost', 'duplicated', 'corrupted', 'stale')),
        }),
      ),
      comparisons: list(Type.Object({ best: text, other: text, ratio: amount, interval: ratioInterval })),
      inTheRace: texts,
      classes: list(Type.Object({ survives: list(failure), ranked: texts, ruling })),
    }),
  ),
  overall: ruling,
}

export const verdict = Type.Object({
  ...rulings,
  withoutFreshness: Type.Object(rulings),
  withRivals: optional(Type.Object({ ...rulings, rivals: texts })),
  noise: Type.Object({
    share: amount,
    workload: optional(text),
    twins: optional(list(text, { minItems: 2, maxItems: 2 })),
    pairs: Type.Object({
      pairs: whole,
      differ: whole,
      bound: optional(Type.Object({ share: amount, confidence: amount })),
    }),
  }),
  provisional: Type.Boolean(),
})

export const claim = described('claim', 'What an architecture should improve over the one before it.', {
  architecture: text,
  against: text,
  intended: text,
  measured: list(
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

export const smoothness = described(
  'smoothness',
  'How evenly a cell takes events in, and what a burst does.',
  {
    ...cellName,
    rate: amount,
    committedVariation: optional(amount),
    burst: optional(Type.Object({ seconds: amount, p99Ms: amount, settledP99Ms: amount })),
  },
)
