import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFleet } from '../../../src/analysis/explorer/fleet.ts'

const sentences = [
  ['20,000 devices every 5 min, 90 days kept', 20_000, 300, 90],
  ['20k devices every 5 minutes, kept 90 days', 20_000, 300, 90],
  ["1'500 sensors every 10 s, 2 weeks kept", 1500, 10, 14],
  ['1.5 million devices every hour, keep for 1 year', 1_500_000, 3600, 365],
  ['3 devices every 500 ms, retention of 12 hours', 3, 0.5, 0.5],
  ['20 000 devices every second', 20_000, 1, undefined],
  ['100 devices every 15 m', 100, 900, undefined],
] as const

for (const [sentence, devices, intervalSeconds, retentionDays] of sentences) {
  test(`"${sentence}" is a fleet`, () => {
    assert.deepEqual(readFleet(sentence), {
      kind: 'fleet',
      fleet: { devices, intervalSeconds, ...(retentionDays !== undefined && { retentionDays }) },
    })
  })
}

const unclear = [
  ['', /how many devices there are is required, found nothing\. Write it as "20,000 devices/],
  ['every 5 min', /how many devices/],
  ['20,000 devices', /how often each sends \("every 5 min"\) is required, found "20,000 devices"/],
  ['20 devices every 0 s', /an interval above 0/],
  ['0 devices every 5 s', /at least one device/],
  ['20 devices every 5 s, kept long', /how long events are kept/],
] as const

for (const [sentence, says] of unclear) {
  test(`"${sentence}" is no fleet, and what is missing is named`, () => {
    const reading = readFleet(sentence)
    assert.equal(reading.kind, 'unclear')
    assert.match(reading.kind === 'unclear' ? reading.problem : '', says)
  })
}
