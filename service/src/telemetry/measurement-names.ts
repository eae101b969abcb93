import { isMeasurementName, maxMeasurements } from './measurements.ts'

/** What a list of names must be, for people. */
export const measurementNamesForm = `1 to ${maxMeasurements} measurement names, separated by commas`

/** The names in `list`, each once, in order; `undefined` where one is none, or there are too many. */
export function parseMeasurementNames(list: string): readonly string[] | undefined {
  const names = [...new Set(list.split(','))]
  return names.length <= maxMeasurements && names.every(isMeasurementName) ? names : undefined
}
