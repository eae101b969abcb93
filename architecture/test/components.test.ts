import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Architecture,
  acknowledgement,
  architectures,
  askedFor,
  batched,
  calibration,
  components,
  durabilityClass,
  kafka,
  redis,
} from '@telemark/architecture'

describe('An architecture', () => {
  test('needs the parts that its value names, in the order in which a request meets them', () => {
    const parts = Object.fromEntries(architectures.map((value) => [value.name, components(value)]))
    assert.deepEqual(parts, {
      baseline: ['loadBalancer', 'api', 'postgres'],
      scale: ['loadBalancer', 'api', 'postgres'],
      redis: ['loadBalancer', 'api', 'redis', 'postgres'],
      kafka: ['loadBalancer', 'api', 'redis', 'kafka', 'consumer', 'postgres'],
      batched: ['loadBalancer', 'api', 'redis', 'postgres'],
    })
  })

  test('is in the durability class of what it acknowledges', () => {
    assert.deepEqual(durabilityClass(redis), ['process', 'power'])
    assert.deepEqual(durabilityClass(kafka), ['process'])
    assert.deepEqual(durabilityClass(calibration), [])
  })

  test('acknowledges what it has done with an event', () => {
    const promises = architectures.map((value) => acknowledgement(value))
    assert.deepEqual(promises, ['committed', 'committed', 'committed', 'enqueued', 'committed'])
  })

  test('that stores nothing promises nothing, and has a registry all the same', () => {
    assert.equal(acknowledgement(calibration), 'none')
    assert.deepEqual(components(calibration), ['loadBalancer', 'api', 'postgres'])
  })

  function differences(one: Architecture, other: Architecture | undefined): readonly string[] {
    return (['ingest', 'read', 'scaling'] as const).filter(
      (field) => JSON.stringify(one[field]) !== JSON.stringify(other?.[field]),
    )
  }

  test('that was asked for adds one thing to the one before it', () => {
    const added = askedFor.slice(1).map((value, n) => differences(value, askedFor[n]))
    assert.deepEqual(added, [['scaling'], ['read'], ['ingest']])
  })

  test('that rivals kafka adds to redis what kafka adds: another way of storing', () => {
    assert.deepEqual([differences(kafka, redis), differences(batched, redis)], [['ingest'], ['ingest']])
  })
})
