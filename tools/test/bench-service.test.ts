import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, sayOutcome } from '../bench-service/outcome.ts'

function run(nullMs: number, pathMs: number) {
  const price = (cpuMs: number) => ({ cpuSeconds: cpuMs / 1000, requestsPerSecond: 250 / cpuMs })
  return { nullService: price(nullMs), path: price(pathMs) }
}

test('A path says its median ratio by CPU a request, and requests a second of both sides', () => {
  const outcome = outcomeOf([run(0.1, 0.25), run(0.125, 0.25), run(0.1, 0.2)], 0.4)
  assert.equal(
    sayOutcome({ name: 'mixed', ...outcome }),
    'ok    mixed                    0.50 of the null service, 0.4 required; 1000 requests a second, null service 2500',
  )
  assert.equal(outcomeOf([run(0.1, 0.25)], 0.41).holds, false)
})
