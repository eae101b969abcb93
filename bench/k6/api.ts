import { eventId } from './event-id.ts'
import { hash } from './schedule.ts'

/** What k6 knows of the service's API: requests as plain values. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface Caller {
  readonly baseUrl: string
  readonly device: { readonly deviceId: string; readonly apiKey: string }
  readonly operatorKey: string
}

/** POST /api/telemetry/{device_id}: event n of `run`, sent at `timeMs`. The time of the event is that of its id. */
export function write(caller: Caller, event: { run: number; n: number; timeMs: number }): ApiRequest {
  return {
    method: 'POST',
    url: `${caller.baseUrl}/api/telemetry/${caller.device.deviceId}`,
    headers: { 'Content-Type': 'application/json', 'X-API-Key': caller.device.apiKey },
    body: JSON.stringify({ event_id: eventId(event), measurements: measurements(event.run, event.n) }),
  }
}

/** GET /api/telemetry/latest/{device_id}, with the device's own key. */
export function latest(caller: Caller): ApiRequest {
  return {
    method: 'GET',
    url: `${caller.baseUrl}/api/telemetry/latest/${caller.device.deviceId}`,
    headers: { 'X-API-Key': caller.device.apiKey },
    body: null,
  }
}

/** GET /api/telemetry/latest: a page of the fleet, for operators. */
export function fleet(caller: Caller): ApiRequest {
  return {
    method: 'GET',
    url: `${caller.baseUrl}/api/telemetry/latest?limit=100`,
    headers: { Authorization: `Bearer ${caller.operatorKey}` },
    body: null,
  }
}

/** What event n of `run` says, as a small weather station would: numbers, a truth and a word. The audit computes it again. */
export function measurements(run: number, n: number): Readonly<Record<string, number | boolean | string>> {
  const noise = hash(run, n)
  return {
    temperature: 15 + (noise % 200) / 10,
    humidity: 30 + ((noise >>> 8) % 600) / 10,
    battery: 3 + ((noise >>> 16) % 120) / 100,
    online: true,
    mode: noise % 2 === 0 ? 'eco' : 'normal',
  }
}
