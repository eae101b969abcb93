import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howToUse } from '../src/how-to-use.ts'

test('A standing architecture is told with its URL, keys, parts and lines to paste', () => {
  const text = howToUse({
    url: new URL('http://127.0.0.1:8080'),
    operatorKey: 'operator-key',
    fleet: [{ deviceId: 'a-device', apiKey: 'its-key' }],
    parts: [{ name: 'postgres', address: '127.0.0.1:5432', log: '/run/postgres.log' }],
  })
  assert.match(text, /postgres {2}127\.0\.0\.1:5432 +log \/run\/postgres\.log/)
  assert.match(
    text,
    /curl -X POST http:\/\/127\.0\.0\.1:8080\/api\/telemetry\/a-device -H 'X-API-Key: its-key'/,
  )
  assert.match(text, /curl http:\/\/127\.0\.0\.1:8080\/api\/system -H 'Authorization: Bearer operator-key'/)
})
