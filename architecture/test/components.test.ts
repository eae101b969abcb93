import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { acknowledgement, architectures, calibration, components } from '@telemark/architecture'

describe('An architecture', () => {
  test('needs the parts that its value names, in the order in which a request meets them', () => {
    const parts = Object.fromEntries(architectures.map((value) => [value.name, components(value)]))
    assert.deepEqual(parts, {
      baseline: ['loadBalancer', 'api', 'postgres'],
      scale: ['loadBalancer', 'api', 'postgres'],
      redis: ['loadBalancer', 'api', 'redis', 'postgres'],
      kafka: ['loadBalancer', 'api', 'redis', 'kafka', 'consumer', 'postgres'],
    })
  })

  test('acknowledges what it has done with an event', () => {
    const promises = architectures.map((value) => acknowledgement(value))
    assert.deepEqual(promises, ['committed', 'committed', 'committed', 'enqueued'])
  })

  test('that stores nothing promises nothing, and has a registry all the same', () => {
    assert.equal(acknowledgement(calibration), 'none')
    assert.deepEqual(components(calibration), ['loadBalancer', 'api', 'postgres'])
  })

  test('adds one thing to the one before it', () => {
    const differences = architectures.slice(1).map((value, n) => {
      const before = architectures[n]
      return (['ingest', 'read', 'scaling'] as const).filter(
        (field) => JSON.stringify(value[field]) !== JSON.stringify(before?.[field]),
      )
    })
    assert.deepEqual(differences, [['scaling'], ['read'], ['ingest']])
  })
})
