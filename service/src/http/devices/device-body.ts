import type { DeviceDetails, DeviceEntry, DeviceKey } from '../../registry/registry.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'

/** A device as `deviceSchema` describes it. */
export function deviceBody({ deviceId, alias, enabled, units, rateLimit, createdAt }: DeviceEntry) {
  return {
    device_id: deviceId,
    alias,
    enabled,
    units,
    rate_limit: rateLimit,
    created_at: rfc3339(createdAt),
  }
}

/** A device as `deviceDetailsSchema` describes it. */
export function deviceDetailsBody(device: DeviceDetails) {
  return { ...deviceBody(device), keys: device.keys.map(keyBody) }
}

/** A key without its secret. */
export function keyBody({ keyId, createdAt }: DeviceKey) {
  return { key_id: keyId, created_at: rfc3339(createdAt) }
}
