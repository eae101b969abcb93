import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitingRoom } from '../../src/live/waiting.ts'

const limits = { most: 10, mostOfAll: 25, always: 2 }

test('a reader is full when too much waits for it, and not when that was taken', () => {
  let bytes = 10
  using waiting = waitingRoom(limits).open(() => bytes)
  assert.equal(waiting.isFull(), false)
  bytes = 11
  assert.equal(waiting.isFull(), true)
  bytes = 0
  assert.equal(waiting.isFull(), false)
})

test('where too much waits for all, only who reads as fast as events come is given more', () => {
  const room = waitingRoom(limits)
  const slow = [room.open(() => 9), room.open(() => 9), room.open(() => 9)]
  assert.deepEqual(
    slow.map((waiting) => waiting.isFull()),
    [false, false, true],
  )
  let bytes = 2
  using quick = room.open(() => bytes)
  assert.equal(quick.isFull(), false)
  bytes = 3
  assert.equal(quick.isFull(), true)
  slow[0]?.[Symbol.dispose]() // its bytes wait no longer
  assert.equal(quick.isFull(), false)
})
