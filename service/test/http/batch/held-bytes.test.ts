import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roomFor } from '../../../src/http/batch/held-bytes.ts'
import { Unavailable } from '../../../src/telemetry/unavailable.ts'

test('There is room for so many bytes, and again when they are let go', () => {
  const room = roomFor(10)
  using second = room.hold()
  {
    using first = room.hold()
    first.resize(6)
    second.resize(4)
    assert.throws(() => second.resize(5), Unavailable)
    first.resize(5)
    second.resize(5)
  }
  second.resize(10)
})

test('Who is refused keeps what it holds, and one who holds less is never refused', () => {
  const room = roomFor(10)
  using one = room.hold()
  one.resize(10)
  assert.throws(() => one.resize(11), Unavailable)
  one.resize(3)
  using other = room.hold()
  other.resize(7)
  assert.throws(() => other.resize(8), Unavailable)
})

test('What arrives slowly gives up its room, the largest first, when others need it', () => {
  let now = 0
  const room = roomFor(10, () => now)
  const gaveUp: string[] = []
  using small = room.hold()
  using large = room.hold()
  small.arriving(() => gaveUp.push('small'))
  large.arriving((why) => gaveUp.push(`large: ${why.what}`))
  small.resize(3)
  large.resize(7)
  using quick = room.hold()
  assert.throws(() => quick.resize(1), Unavailable) // they have not had their time yet
  now = 2001
  quick.resize(1)
  assert.deepEqual(gaveUp, ['large: Others need the room that this batch takes, and it arrives too slowly'])
  quick.resize(7) // the rest of its room is free
  assert.equal(gaveUp.length, 1)
  quick.resize(10)
  assert.deepEqual(gaveUp.slice(1), ['small'])
})

test('What has arrived whole keeps its room, and who is slow does not push out itself', () => {
  let now = 0
  const room = roomFor(10, () => now)
  using whole = room.hold()
  {
    using _arriving = whole.arriving(assert.fail)
    whole.resize(6)
  }
  using slow = room.hold()
  slow.arriving(assert.fail)
  slow.resize(4)
  now = 2001
  assert.throws(() => slow.resize(5), Unavailable)
})
