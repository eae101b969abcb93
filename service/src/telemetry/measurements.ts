import { excerpt, type Fault, pointerTo } from './fault.ts'

export const nameForm = /^[a-z][a-z0-9_.]{0,63}$/
/** Of an event. */
export const maxMeasurements = 64
export const maxStringBytes = 256

/** From name to value, none of them looked at yet. */
export type Measurements = Readonly<Record<string, unknown>>

/**
 * What is wrong with `measurements`, one entry a field. `prefix` leads to the object that holds them.
 */
export function measurementFaults(measurements: Measurements, prefix: readonly string[]): readonly Fault[] {
  const faults: Fault[] = []
  let count = 0
  // Of what `JSON.parse` made: nothing is inherited, and no array of names is needed.
  for (const name in measurements) {
    count += 1
    const value: unknown = measurements[name]
    const fault = nameFault(name) ?? valueFault(value)
    if (fault !== undefined)
      faults.push({ pointer: pointerTo(...prefix, name), ...fault, sent: excerpt(value) })
    if (count > maxMeasurements) break
  }
  if (count === 0 || count > maxMeasurements) {
    faults.push({
      pointer: pointerTo(...prefix),
      code: 'measurement_count',
      required: `1 to ${maxMeasurements} measurements`,
    })
  }
  return faults
}

/** Names that were looked at before: a fleet has a few, and finding one takes a twentieth of the time. */
const knownNames = new Set<string>()
const maxKnownNames = 10_000

/** Whether a measurement may have this name. */
export function isMeasurementName(name: string): boolean {
  if (knownNames.has(name)) return true
  if (!nameForm.test(name)) return false
  if (knownNames.size === maxKnownNames) knownNames.clear()
  knownNames.add(name)
  return true
}

type Problem = Pick<Fault, 'code' | 'required'>

/** What is wrong with the name of a measurement. */
export function nameFault(name: string): Problem | undefined {
  if (isMeasurementName(name)) return undefined
  return { code: 'measurement_name', required: 'a name of the form [a-z][a-z0-9_.]{0,63}' }
}

function valueFault(value: unknown): Problem | undefined {
  switch (typeof value) {
    case 'number':
      // JSON has no infinity, but 1e999 parses to one.
      return Number.isFinite(value) ? undefined : { code: 'not_finite', required: 'a finite number' }
    case 'boolean':
      return undefined
    case 'string':
      return stringFault(value)
    default:
      return { code: 'measurement_type', required: 'a number, a boolean or a string' }
  }
}

function stringFault(text: string): Problem | undefined {
  if (text.length * 3 > maxStringBytes && Buffer.byteLength(text) > maxStringBytes) {
    return { code: 'too_long', required: `a string of at most ${maxStringBytes} bytes` }
  }
  // jsonb stores neither, so they would be found too late: after the 202 of a queued write.
  if (text.includes('\u0000') || !text.isWellFormed()) {
    return { code: 'not_storable', required: 'a string of Unicode characters without U+0000' }
  }
  return undefined
}
