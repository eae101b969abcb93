import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Deployment } from '@telemark/deployment'

/** Writes one event as the fleet's first device; resolves with its id once it was accepted. */
export async function writeEvent({ url, fleet }: Deployment): Promise<string> {
  const [device] = fleet
  assert.ok(device)
  const eventId = randomUUID()
  const response = await fetch(new URL(`/api/telemetry/${device.deviceId}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': device.apiKey },
    body: JSON.stringify({
      event_id: eventId,
      event_time: new Date().toISOString(),
      measurements: { temperature: 21.5 },
    }),
  })
  assert.ok([201, 202].includes(response.status), `${response.status} ${await response.text()}`)
  return eventId
}

/** The id of the latest event of the fleet's first device. */
export async function readLatest({ url, fleet }: Deployment): Promise<string> {
  const [device] = fleet
  assert.ok(device)
  const response = await fetch(new URL(`/api/telemetry/latest/${device.deviceId}`, url), {
    headers: { 'x-api-key': device.apiKey },
  })
  const body = await response.text()
  assert.equal(response.status, 200, body)
  return JSON.parse(body).event_id
}
