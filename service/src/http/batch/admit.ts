import type { RegisteredDevice } from '../../registry/registry.ts'
import type { Fault } from '../../telemetry/fault.ts'
import type { DeviceLimits } from '../device-limits.ts'
import type { Problem } from '../problem.ts'
import type { AddressedEvent } from './addressed-event.ts'
import type { Slot } from './batch-answer.ts'

/** Each event in its place, given to the device that it names or refused. */
export interface Admission {
  readonly slots: readonly Slot[]
  /** Of a device that has sent more than it may. */
  readonly exceeded: Problem | undefined
}

/** Gives each event to the device that it names, if that one is known, enabled and within its limit: all of its events, or none. */
export function admit(
  events: readonly AddressedEvent[],
  devices: ReadonlyMap<string, RegisteredDevice>,
  limits: DeviceLimits,
): Admission {
  const numbers = numberOfEvents(events)
  const exceeded = new Map<string, Problem>()
  for (const [deviceId, device] of devices) {
    const problem = device.enabled ? limits.take(device, numbers.get(deviceId) ?? 1) : undefined
    if (problem !== undefined) exceeded.set(deviceId, problem)
  }
  const slots = events.map((entry): Slot => {
    if (entry.kind === 'faulty') return entry
    const { deviceId, event } = entry
    const device = devices.get(deviceId)
    if (device === undefined) return refused('unknown_device', 'a device that is registered', deviceId)
    if (!device.enabled) return refused('disabled', 'a device that is enabled', deviceId)
    if (exceeded.has(deviceId)) return refused('rate_limited', 'fewer events a second', deviceId)
    const { eventId, eventTime, measurements, idempotent } = event
    return {
      kind: 'event',
      event: { device: device.device, deviceId, eventId, eventTime, measurements },
      idempotent,
    }
  })
  return { slots, exceeded: [...exceeded.values()][0] }
}

/** Of each device. */
function numberOfEvents(events: readonly AddressedEvent[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const entry of events)
    if (entry.kind === 'event') numbers.set(entry.deviceId, (numbers.get(entry.deviceId) ?? 0) + 1)
  return numbers
}

function refused(code: string, required: string, sent: string): Slot {
  const fault: Fault = { pointer: '/device_id', code, required, sent }
  return { kind: 'faulty', faults: [fault] }
}
