import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gathered } from '../../../src/http/batch/gathered.ts'

test('A body is the same in whatever pieces it comes', () => {
  const body = Buffer.from(Array.from({ length: 10_000 }, (_, at) => at % 251))
  for (const size of [1, 7, 4096, body.length]) {
    const gathered = new Gathered(body.length)
    for (let at = 0; at < body.length; at += size) gathered.add(body.subarray(at, at + size))
    assert.deepEqual(gathered.bytes, body)
  }
})

test('Pieces take little more than what has come, and say before how much', () => {
  const gathered = new Gathered(10_000)
  let grew = 0
  for (let size = 0, piece = 0; piece < 10_000; piece += 1) {
    const told = gathered.sizeWith(1)
    gathered.add(Buffer.of(1))
    assert.ok(told >= gathered.length && told <= gathered.length * 1.5 + 1, `${told} for ${gathered.length}`)
    if (told > size) grew += 1
    size = told
  }
  assert.ok(grew < 30, `It was copied ${grew} times.`)
  assert.equal(gathered.sizeWith(0), 10_000)
})
