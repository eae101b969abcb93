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
