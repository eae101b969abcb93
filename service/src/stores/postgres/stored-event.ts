import type { StoredEvent } from '../../telemetry/event.ts'
import { epochMs, epochUs } from './epoch.ts'
import type { Row } from './statement.ts'

/** The columns of an event as `storedEvent` takes them; its time is as exact as a place in a history has to be. */
export const eventColumns: string = `event_id, ${epochUs('event_time')}, ${epochMs('received_at')}, measurements`

/** The same where the row also has to say whose the event is. */
export const eventColumnsWithDevice: string = `${eventColumns}, device.id, device.device_id`

/** Whose an event is. */
interface EventDevice {
  /** The registry's number of the device. */
  readonly device: number
  readonly deviceId: string
}

/** The event in a row of these columns and any others behind them, of the device that is given or stands in the row. */
export function storedEvent(row: Row, { device, deviceId }: EventDevice = deviceIn(row)): StoredEvent {
  const [eventId, eventTime, receivedAt, measurements] = row
  return {
    device,
    deviceId,
    eventId: String(eventId),
    eventTime: Math.round(Number(eventTime) / 1000),
    receivedAt: Number(receivedAt),
    measurements: String(measurements),
  }
}

function deviceIn([, , , , device, deviceId]: Row): EventDevice {
  return { device: Number(device), deviceId: String(deviceId) }
}
