import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAhead } from '../../src/live/moment.ts'

const minute = 60_000
const at = 1_764_000_000_000
const now = `${at}-500-510-501`

test('a moment of before, and one that another task told a little later, may be gone on from', () => {
  assert.equal(isAhead(`${at - minute}-400-410-`, now), false)
  assert.equal(isAhead(now, now), false)
  assert.equal(isAhead(`${at + 300}-510-520-`, now), false)
})

test('a moment that knows of transactions that are still to come is of another cluster', () => {
  assert.equal(isAhead(`${at - minute}-900-910-`, now), true)
  assert.equal(isAhead(`9999999999999-${'9'.repeat(20)}-${'9'.repeat(20)}-`, now), true)
})
