import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byteBound } from '../../../src/stores/kafka/byte-bound.ts'

test('a stream is paused once when too much lies in it, and goes on once when there is room', () => {
  const told: string[] = []
  const stream = { pause: () => told.push('pause'), resume: () => told.push('resume') }
  const bound = byteBound(10, () => stream)
  bound.came(10)
  assert.deepEqual(told, [])
  bound.came(1)
  bound.came(5)
  assert.deepEqual(told, ['pause'])
  bound.left(5)
  assert.deepEqual(told, ['pause'])
  bound.left(1)
  bound.left(10)
  assert.deepEqual(told, ['pause', 'resume'])
})
