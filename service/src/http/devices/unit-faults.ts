import { excerpt, type Fault, pointerTo } from '../../telemetry/fault.ts'
import { nameFault } from '../../telemetry/measurements.ts'

/** Units of what can be no measurement; the symbols are the schema's matter. */
export function unitFaults(units: object | null | undefined): readonly Fault[] {
  return Object.entries(units ?? {}).flatMap(([name, symbol]) => {
    const fault = nameFault(name)
    return fault === undefined ? [] : [{ pointer: pointerTo('units', name), ...fault, sent: excerpt(symbol) }]
  })
}
