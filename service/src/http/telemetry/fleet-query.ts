import { Type } from 'typebox'
import { timeSchema } from '../../telemetry/event-schema.ts'
import { parseTime } from '../../telemetry/event-time.ts'
import { excerpt, type Fault } from '../../telemetry/fault.ts'
import type { FleetQuery } from '../../telemetry/ports.ts'
import { isUuid } from '../../telemetry/uuid.ts'
import { cursorSchema, limitSchema, parsePage } from '../page.ts'

const maxDeviceIds = 1000
const deviceIdsForm = `1 to ${maxDeviceIds} UUIDs, separated by commas`

/** The query of the fleet's latest, as it is sent: all text. Lists are separated by commas. */
export const fleetParameters = Type.Object(
  {
    limit: Type.Optional(limitSchema),
    cursor: Type.Optional(cursorSchema),
    device_ids: Type.Optional(Type.String({ minLength: 1, description: deviceIdsForm })),
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
  if (deviceIds !== undefined && (deviceIds.length > maxDeviceIds || !deviceIds.every(isUuid))) {
    faults.push(fault('device_ids', deviceIdsForm, parameters.device_ids))
  }
  const since = parameters.updated_since
  const updatedSince = since === undefined ? undefined : parseTime(since)
  if (since !== undefined && updatedSince === undefined)
    faults.push(fault('updated_since', 'an RFC 3339 time', since))
  if (faults.length > 0) return faults
  return {
    limit: page.limit,
    after: page.after,
    ...(deviceIds === undefined ? {} : { deviceIds }),
    ...(updatedSince === undefined ? {} : { updatedSince }),
  }
}

function fault(name: string, required: string, sent: string | undefined): Fault {
  return { pointer: `/${name}`, code: 'malformed', required, sent: excerpt(sent) }
}
