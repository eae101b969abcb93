import assert from 'node:assert/strict'
import test from 'node:test'
import { relay } from '../src/relay.ts'

test('what is yielded is dressed, and the result is handed on', async () => {
  async function* source() {
    yield 1
    yield 2
    return 'end'
  }
  const relayed = relay(source(), (n) => n * 10)
  assert.deepEqual(await relayed.next(), { done: false, value: 10 })
  assert.deepEqual(await relayed.next(), { done: false, value: 20 })
  assert.deepEqual(await relayed.next(), { done: true, value: 'end' })
})

test('leaving early makes the source leave too', async () => {
  let left = false
  async function* endless() {
    try {
      for (;;) yield 1
    } finally {
      left = true
    }
  }
  for await (const _ of relay(endless(), (n) => n)) break
  assert.equal(left, true)
})
