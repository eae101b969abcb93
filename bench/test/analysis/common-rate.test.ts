import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonRate } from '../../src/analysis/common-rate.ts'

test('The common rate is the highest near which every cell has a plateau that passed', () => {
  const cells = [
    { capacity: 300, plateaus: [190, 280, 300] },
    { capacity: 900, plateaus: [190, 800, 900] },
  ]
  assert.equal(commonRate(cells), 190)
})

test('Without such plateaus it is what the weakest holds', () => {
  const cells = [
    { capacity: 300, plateaus: [300] },
    { capacity: 900, plateaus: [800] },
  ]
  assert.equal(commonRate(cells), 300)
})

test('A plateau that passed above the capacity was overruled by a lower fail, and does not count', () => {
  const cells = [
    { capacity: 396, plateaus: [396, 440] },
    { capacity: 430, plateaus: [400, 430] },
  ]
  assert.equal(commonRate(cells), 430)
  assert.equal(commonRate([{ capacity: 380, plateaus: [380, 440] }, ...cells.slice(1)]), 400)
})

test('A cell that holds nothing has no say', () => {
  const cells = [
    { capacity: undefined, plateaus: [] },
    { capacity: 900, plateaus: [800] },
  ]
  assert.equal(commonRate(cells), 800)
  assert.equal(commonRate(cells.slice(0, 1)), undefined)
})
