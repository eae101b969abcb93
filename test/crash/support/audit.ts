import assert from 'node:assert/strict'
import type { Deployment, FleetDevice } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import type { SentEvent } from './retrying-client.ts'

/**
 * Waits until nothing is on its way any more. Then every event of `sent` is stored exactly once and nothing else is, and
 * what the API answers as latest is the greatest `(event_time, event_id)` of each device, from the cache too.
 */
export async function audit(deployment: Deployment, sent: readonly SentEvent[]): Promise<void> {
  await eventually(async () => assert.equal(await deployment.backlog(), 0))
  const stored = await Array.fromAsync(deployment.stored())
  const wanted = sent.map(identity)
  assert.equal(new Set(wanted).size, wanted.length, 'The client made an identity twice')
  assert.deepEqual(without(wanted, stored.map(identity)), [], 'Lost: acknowledged and not stored')
  assert.deepEqual(without(stored.map(identity), wanted), [], 'Stored and never sent')
  assert.equal(stored.length, wanted.length, 'Stored twice')
  await eventually(() => assertLatest(deployment, sent)) // a cache that was away may be told a moment later
}

/** The greatest `(event_time, event_id)` is what is read now. Two reads of each device: the second one from the cache, where there is one. */
export async function assertLatest(deployment: Deployment, sent: readonly SentEvent[]): Promise<void> {
  const greatest = new Map<string, SentEvent>()
  for (const event of sent) {
    const held = greatest.get(event.deviceId)
    if (held === undefined || isGreater(event, held)) greatest.set(event.deviceId, event)
  }
  for (const device of deployment.fleet) {
    const event = greatest.get(device.deviceId)
    if (event === undefined) continue
    for (const _read of [1, 2]) assert.equal(await latestOf(deployment, device), event.eventId)
  }
}

/** The id of the latest event of a device; `undefined` while it has none. */
export async function latestOf(
  { url }: Deployment,
  { deviceId, apiKey }: FleetDevice,
): Promise<string | undefined> {
  const response = await fetch(new URL(`/api/telemetry/latest/${deviceId}`, url), {
    headers: { 'x-api-key': apiKey },
  })
  const text = await response.text()
  if (response.status === 404) return undefined
  assert.equal(response.status, 200, text)
  return JSON.parse(text).event_id
}

function isGreater(left: SentEvent, right: SentEvent): boolean {
  return left.eventTime === right.eventTime ? left.eventId > right.eventId : left.eventTime > right.eventTime
}

function identity({ deviceId, eventTime, eventId }: SentEvent): string {
  return `${deviceId} ${eventTime} ${eventId}`
}

function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const known = new Set(some)
  return all.filter((one) => !known.has(one))
}
