import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howToUse } from '../src/how-to-use.ts'

test('A standing architecture is told with its parts, its keys for a shell, and lines to paste', () => {
  const text = howToUse({
    url: new URL('http://127.0.0.1:8080'),
    operatorKey: 'operator-key',
    fleet: [{ deviceId: 'a-device', apiKey: 'its-key' }],
    parts: [{ name: 'postgres', address: '127.0.0.1:5432', log: '/run/postgres.log' }],
  })
  assert.match(text, /postgres {2}127\.0\.0\.1:5432 +log \/run\/postgres\.log/)
  assert.match(text, /^export URL=http:\/\/127\.0\.0\.1:8080 OPERATOR=operator-key$/m)
  assert.match(text, /^export DEVICE=a-device KEY=its-key$/m)
  assert.match(text, /^# the latest\ncurl "\$URL\/api\/telemetry\/latest\/\$DEVICE" -H "X-API-Key: \$KEY"$/m)
})
