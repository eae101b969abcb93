import { Type } from 'typebox'
import { timeSchema } from '../../telemetry/event-schema.ts'
import { parseTime } from '../../telemetry/event-time.ts'
import type { Fault } from '../../telemetry/fault.ts'
import type { FleetQuery } from '../../telemetry/ports.ts'
import { uuidForm } from '../../telemetry/uuid.ts'
import { malformed } from '../malformed.ts'
import { cursorSchema, limitSchema, parsePage } from '../page.ts'

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
    keys: Type.Optional(
      Type.String({ minLength: 1, description: 'names of measurements, separated by commas' }),
    ),
    updated_since: Type.Optional(timeSchema),
  },
  { additionalProperties: false },
)

export type FleetParameters = Type.Static<typeof fleetParameters>

/** The query understood, or what is wrong with it. */
export function parseFleetQuery(parameters: FleetParameters): FleetQuery | readonly Fault[] {
  const page = parsePage(parameters)
  const faults: Fault[] = [...page.faults]
  const deviceIds = parameters.device_ids?.toLowerCase().split(',')
  if (deviceIds !== undefined && deviceIds.length > maxDeviceIds) {
    const sent = `${deviceIds.length} UUIDs`
    faults.push({ pointer: '/device_ids', code: 'too_many', required: deviceIdsForm, sent })
  }
  const since = parameters.updated_since
  const updatedSince = since === undefined ? undefined : parseTime(since)
  // A day that no calendar has: its form was seen to by the schema.
  if (since !== undefined && updatedSince === undefined) {
    faults.push(malformed('updated_since', 'an RFC 3339 time', since))
  }
  if (faults.length > 0) return faults
  return {
    limit: page.limit,
    after: page.after,
    ...(deviceIds === undefined ? {} : { deviceIds }),
    ...(updatedSince === undefined ? {} : { updatedSince }),
  }
}
