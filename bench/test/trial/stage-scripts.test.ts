import assert from 'node:assert/strict'
import test from 'node:test'
import { mixed, writeHeavy } from '../../src/plan/workloads.ts'
import { plateauSeconds } from '../../src/trial/stage-scripts.ts'

test('a plateau lasts for 600 requests of the rarest endpoint, 10 s at least and 20 s at most, and settles first', () => {
  assert.equal(plateauSeconds(1000, writeHeavy), 12)
  assert.equal(plateauSeconds(40, writeHeavy), 17)
  assert.equal(plateauSeconds(80, mixed), 17)
  assert.equal(plateauSeconds(10, mixed), 22)
  assert.equal(plateauSeconds(80, { name: 'mostly reads', mix: { write: 1, latest: 3, fleet: 0 } }), 22)
})
