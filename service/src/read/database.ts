import type { LatestReader } from '../stores/postgres/latest-reader.ts'
import { latestEtag } from '../telemetry/latest-etag.ts'
import type { ReadLatest } from '../telemetry/ports.ts'
import { storedEventBody } from '../telemetry/stored-event-body.ts'
import { fleetPage } from './fleet-page.ts'

/** Reads from PostgreSQL, always. */
export function readFromDatabase(reader: LatestReader): ReadLatest {
  return {
    async device(device, deviceId) {
      const event = await reader.device(device, deviceId)
      if (event === undefined) return undefined
      return { body: storedEventBody(event), etag: latestEtag(event), cache: undefined }
    },
    async fleet(query) {
      return fleetPage(await reader.fleet(query), { limit: query.limit, cache: undefined })
    },
  }
}
