import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import { isMeasurementName, maxMeasurements } from '../../telemetry/measurements.ts'
import { parseParameter } from '../parse-parameter.ts'

const keysForm = `1 to ${maxMeasurements} measurement names, separated by commas`

/** Which measurements to read. */
export const keysSchema = Type.String({ description: `${keysForm} (all that there are if left out)` })

/** `keys` of a query, each once, in order. What is wrong goes into `faults`. */
export function parseKeys(sent: string | undefined, faults: Fault[]): readonly string[] | undefined {
  return parseParameter({ name: 'keys', sent, parse: namesIn, required: keysForm }, faults)
}

function namesIn(list: string): readonly string[] | undefined {
  const names = [...new Set(list.split(','))]
  return names.length <= maxMeasurements && names.every(isMeasurementName) ? names : undefined
}
