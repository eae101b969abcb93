import assert from 'node:assert/strict'
import test from 'node:test'
import { fleet, latest, write } from '../../k6/api.ts'
import { parseEventId } from '../../k6/event-id.ts'

const caller = {
  baseUrl: 'http://127.0.0.1:8080',
  device: { deviceId: '019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11', apiKey: 'key' },
  operatorKey: 'operator',
}

test('a write posts one event of the device, with its key, and the id says what it is', () => {
  const { method, url, headers, body } = write(caller, { run: 3, n: 17, timeMs: 1_795_465_536_011 })
  assert.equal(method, 'POST')
  assert.equal(url, 'http://127.0.0.1:8080/api/telemetry/019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11')
  assert.equal(headers['X-API-Key'], 'key')
  const event = JSON.parse(body ?? '')
  assert.deepEqual(parseEventId(event.event_id), { run: 3, n: 17, timeMs: 1_795_465_536_011 })
  for (const name of Object.keys(event.measurements)) assert.match(name, /^[a-z][a-z0-9_.]{0,63}$/)
})

test('the latest of a device is read with its own key', () => {
  const { method, url, headers, body } = latest(caller)
  assert.deepEqual([method, body], ['GET', null])
  assert.equal(url, 'http://127.0.0.1:8080/api/telemetry/latest/019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11')
  assert.equal(headers['X-API-Key'], 'key')
})

test('the page of the fleet is for operators', () => {
  const { url, headers } = fleet(caller)
  assert.match(url, /\/api\/telemetry\/latest\?/)
  assert.equal(headers.Authorization, 'Bearer operator')
})
