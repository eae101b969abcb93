import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import type { FleetQuery } from '../../telemetry/ports.ts'
import { uuidForm } from '../../telemetry/uuid.ts'
import { parseDevicePage } from '../device-page.ts'
import { cursorSchema, limitSchema } from '../page.ts'
import { keysSchema, parseKeys } from './keys-parameter.ts'
import { parseTimeParameter, timeParameterSchema } from './time-parameter.ts'

const maxDeviceIds = 1000
const deviceIdsForm = `1 to ${maxDeviceIds} UUIDs, separated by commas`
const id = uuidForm.source.slice(1, -1)

const deviceIdsSchema = Type.String({
  // Not counted here: such a pattern costs a task 4 MB.
  pattern: `^${id}(,${id})*$`,
  description: deviceIdsForm,
})

/** The query of the fleet's latest, as it is sent: all text. Lists are separated by commas. */
export const fleetParameters = Type.Object(
  {
    limit: Type.Optional(limitSchema),
    cursor: Type.Optional(cursorSchema),
    device_ids: Type.Optional(deviceIdsSchema),
    keys: Type.Optional(keysSchema),
    updated_since: Type.Optional(timeParameterSchema('events stored at or after it')),
  },
  { additionalProperties: false },
)

export type FleetParameters = Type.Static<typeof fleetParameters>

/** What is asked of the fleet. */
export interface AskedFleet extends FleetQuery {
  /** Only these measurements of each event. */
  readonly keys?: readonly string[]
}

/** The query understood, or what is wrong with it. */
export function parseFleetQuery(sent: FleetParameters): AskedFleet | readonly Fault[] {
  const faults: Fault[] = []
  const page = parseDevicePage(sent, faults)
  const keys = parseKeys(sent.keys, faults)
  const updatedSince = parseTimeParameter({ name: 'updated_since', sent: sent.updated_since }, faults)
  const deviceIds = sent.device_ids?.toLowerCase().split(',')
  if (deviceIds !== undefined && deviceIds.length > maxDeviceIds) {
    const count = `${deviceIds.length} UUIDs`
    faults.push({ pointer: '/device_ids', code: 'too_many', required: deviceIdsForm, sent: count })
  }
  if (faults.length > 0) return faults
  return {
    ...page,
    ...(keys && { keys }),
    ...(deviceIds && { deviceIds }),
    ...(updatedSince !== undefined && { updatedSince }),
  }
}
