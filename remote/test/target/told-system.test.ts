import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acknowledgement, components } from '@telemark/architecture'
import { toldArchitecture, toldSystem } from '../../src/target/told-system.ts'

const target = { name: 'staging', url: new URL('https://telemetry.example.com') }

test('What a target promises and runs becomes an architecture of its name, at its URL', () => {
  const told = toldSystem(target, {
    architecture: { name: 'kafka' },
    acknowledgement: 'enqueued',
    components: ['loadBalancer', 'api', 'redis', 'kafka', 'consumer', 'postgres'],
    versions: { service: '0.1.0', kafka: null },
  })
  const architecture = toldArchitecture(target, told)
  assert.deepEqual([architecture.name, architecture.standsAt], ['staging', 'https://telemetry.example.com/'])
  assert.equal(acknowledgement(architecture), 'enqueued')
  assert.equal(components(architecture).length, 6)
  assert.deepEqual(told.facts, { 'says it is': 'kafka', service: '0.1.0', kafka: 'null' })
})

test('Without Redis reads come from the database', () => {
  const told = toldSystem(target, { acknowledgement: 'committed', components: ['api', 'postgres'] })
  assert.deepEqual(toldArchitecture(target, told).read, { kind: 'database' })
})

test('A promise that nobody knows is refused', () => {
  for (const answer of [{}, { acknowledgement: 'soon' }, null, 'up'])
    assert.throws(() => toldSystem(target, answer), /staging must say .* committed, enqueued or none/)
})
