import { excerpt, type Fault } from '../telemetry/fault.ts'

/** A query parameter, and how it is understood. */
interface Parameter<Value> {
  readonly name: string
  readonly sent: string | undefined
  /** `undefined`: it means nothing. */
  readonly parse: (sent: string) => Value | undefined
  /** What is required, for people. */
  readonly required: string
  /** What is wrong where it means nothing, for programs. */
  readonly code?: string
}

/** The parameter, understood; `undefined` where it was left out, and where it is wrong: that goes into `faults`. */
export function parseParameter<Value>(
  { name, sent, parse, required, code = 'malformed' }: Parameter<Value>,
  faults: Fault[],
): Value | undefined {
  if (sent === undefined) return undefined
  const value = parse(sent)
  if (value === undefined) faults.push({ pointer: `/${name}`, code, required, sent: excerpt(sent) })
  return value
}
