import type { Control } from '@telemark/architecture'
import { Type } from 'typebox'
import { Check } from 'typebox/value'

const amount = Type.Number({ minimum: 0 })

const schema = Type.Union([
  Type.Object({ kind: Type.Literal('slower'), share: amount }),
  Type.Object({ kind: Type.Literal('losesOne'), after: Type.Integer({ minimum: 0 }) }),
  Type.Object({ kind: Type.Literal('answersEarly'), storedAfterMs: amount }),
])

/** The planted defect that `text` is the JSON of; undefined where it is none. */
export function parseControl(text: string): Control | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Check(schema, value) ? value : undefined
  } catch {
    return undefined
  }
}
