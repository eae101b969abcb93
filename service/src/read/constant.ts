import { latestEtag } from '../telemetry/latest-etag.ts'
import type { ReadLatest } from '../telemetry/ports.ts'
import { storedEventBody } from '../telemetry/stored-event-body.ts'
import { uuidV7 } from '../telemetry/uuid.ts'

/** The null service's reads: every device has sent the same event. */
export function readConstant(): ReadLatest {
  const now = Date.now()
  const event = {
    eventId: uuidV7(now),
    eventTime: now,
    receivedAt: now,
    measurements: '{"temperature":21.5,"x_coord":1.2,"online":true,"mode":"eco"}',
  }
  const etag = latestEtag(event)
  return {
    device: async (device, deviceId) => ({
      body: storedEventBody({ device, deviceId, ...event }),
      etag,
      cache: undefined,
    }),
    async fleet({ deviceIds = [] }) {
      const items = deviceIds.map((deviceId) => ({
        device: 0,
        body: storedEventBody({ device: 0, deviceId, ...event }),
      }))
      return { items, more: false, cache: undefined }
    },
  }
}
