import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sparingly } from '../../src/log/sparingly.ts'

test('Of a flood a few lines a second are written, and the next says how many were left out', () => {
  let now = 0
  const said: number[] = []
  const say = sparingly(2, () => now)
  for (let line = 0; line < 100; line += 1) say((leftOut) => said.push(leftOut))
  assert.deepEqual(said, [0, 0])
  now = 1000
  say((leftOut) => said.push(leftOut))
  say((leftOut) => said.push(leftOut))
  assert.deepEqual(said, [0, 0, 98, 0])
})
