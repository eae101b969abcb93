import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitAdditive } from '../../../src/analysis/statistics/additive-model.ts'

const full = [
  { system: 'a', block: 1, value: 1 },
  { system: 'b', block: 1, value: 3 },
  { system: 'c', block: 1, value: 5 },
  { system: 'a', block: 2, value: 2 },
  { system: 'b', block: 2, value: 4 },
  { system: 'c', block: 2, value: 9 },
]

test('Where every system is in every block, differences are those of the means', () => {
  const model = fitAdditive(full)
  const contrast = model.contrast('c', 'a')
  assert.ok(Math.abs((contrast?.difference ?? 0) - 5.5) < 1e-9)
  assert.ok(Math.abs((contrast?.factor ?? 0) - 1) < 1e-9, '1/2 + 1/2')
  assert.equal(model.freedom, 2)
  assert.ok(Math.abs(model.residual - 3) < 1e-9, `${model.residual}`)
})

test('A block that is better for all changes no difference', () => {
  const better = full.map((value) => (value.block === 2 ? { ...value, value: value.value + 7 } : value))
  const [before, after] = [full, better].map((values) => fitAdditive(values))
  assert.ok(
    Math.abs((before?.contrast('b', 'a')?.difference ?? 0) - (after?.contrast('b', 'a')?.difference ?? 9)) <
      1e-9,
  )
  assert.ok(Math.abs((before?.residual ?? 0) - (after?.residual ?? 9)) < 1e-9)
})

test('A system that is missing from a block is compared by way of the others, with a larger variance', () => {
  const model = fitAdditive(full.filter(({ system, block }) => system !== 'a' || block === 1))
  // Block 2 is 1 better by b and 4 by c: 2.5 on average.
  assert.ok(
    Math.abs((model.contrast('b', 'a')?.difference ?? 0) - 1.25) < 1e-9,
    JSON.stringify(model.contrast('b', 'a')),
  )
  assert.ok((model.contrast('b', 'a')?.factor ?? 0) > (model.contrast('b', 'c')?.factor ?? 9))
  assert.equal(model.freedom, 1)
})

test('What no block compares cannot be told', () => {
  const model = fitAdditive([
    { system: 'a', block: 1, value: 1 },
    { system: 'b', block: 2, value: 3 },
  ])
  assert.equal(model.contrast('a', 'b'), undefined)
  assert.equal(model.freedom, 0)
  assert.equal(fitAdditive([]).contrast('a', 'b'), undefined)
})

test('A system that is seen twice in a block counts twice', () => {
  const model = fitAdditive([...full, { system: 'a', block: 1, value: 3 }])
  assert.equal(model.freedom, 3)
})
