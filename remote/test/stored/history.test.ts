import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyOf } from '../../src/stored/history.ts'
import { apiClient } from '../../src/target/api-client.ts'
import { answering } from '../support/answering.ts'

const device = { deviceId: 'eceb6958-3fe3-4b06-a89f-56e586638b01', apiKey: 'its key' }
const from = Date.UTC(2026, 10, 25)

const event = (number: number) => ({
  device_id: device.deviceId,
  event_id: `event-${number}`,
  event_time: '2026-11-25T00:00:00.001Z',
  received_at: '2026-11-25T00:00:00.004Z',
  measurements: {},
})

test('A history is read page by page, from the moment on, with the key of the device', async (t) => {
  const asked: URLSearchParams[] = []
  const keys = new Set<unknown>()
  const target = await answering(t, ({ url = '', headers }) => {
    const query = new URL(url, 'http://here').searchParams
    asked.push(query)
    keys.add(headers['x-api-key'])
    const page = Number(query.get('cursor') ?? 0)
    return {
      body: { items: [event(2 * page), event(2 * page + 1)], next_cursor: page < 2 ? `${page + 1}` : null },
    }
  })
  const events = await Array.fromAsync(historyOf(apiClient(target), device, { from, signal: t.signal }))
  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    ['event-0', 'event-1', 'event-2', 'event-3', 'event-4', 'event-5'],
  )
  assert.deepEqual(events[0], {
    deviceId: device.deviceId,
    eventId: 'event-0',
    eventTime: from + 1,
    receivedAt: from + 4,
  })
  assert.deepEqual([...keys], ['its key'])
  assert.deepEqual(
    asked.map((query) => [query.get('from'), query.get('order'), query.get('cursor')]),
    [null, '1', '2'].map((cursor) => ['2026-11-25T00:00:00.000Z', 'asc', cursor]),
  )
})

test('A page is asked for again while the service is overloaded', async (t) => {
  let asked = 0
  const target = await answering(t, () =>
    ++asked < 3 ? { status: 503 } : { body: { items: [event(0)], next_cursor: null } },
  )
  const events = await Array.fromAsync(historyOf(apiClient(target), device, { from, signal: t.signal }))
  assert.equal(events.length, 1)
})

test('A cursor that leads back, and what is no page, end the audit: it would be endless, or wrong', async (t) => {
  for (const body of [{ items: [], next_cursor: 7 }, { next_cursor: null }]) {
    const target = await answering(t, () => ({ body }))
    await assert.rejects(
      Array.fromAsync(historyOf(apiClient(target), device, { from, signal: t.signal })),
      /no page with items and a next_cursor/,
    )
  }
  const endless = await answering(t, () => ({ body: { items: [], next_cursor: 'same' } }))
  await assert.rejects(
    Array.fromAsync(historyOf(apiClient(endless), device, { from, signal: t.signal })),
    /no page/,
  )
})
