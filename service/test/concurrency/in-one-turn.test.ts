import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOneTurn } from '../../src/concurrency/in-one-turn.ts'

test('what is wanted in one turn is asked for at once, and each gets its own answer', async () => {
  const calls: (readonly number[])[] = []
  const double = inOneTurn(async (wanted: readonly number[]) => {
    calls.push(wanted)
    return wanted.map((number) => 2 * number)
  })
  assert.deepEqual(await Promise.all([double(1), double(2), double(2)]), [2, 4, 4])
  assert.equal(await double(3), 6)
  assert.deepEqual(calls, [[1, 2, 2], [3]])
})

test('what comes while an answer is awaited is asked for by itself', async () => {
  const { promise: first, resolve } = Promise.withResolvers<readonly string[]>()
  const calls: (readonly string[])[] = []
  const ask = inOneTurn(async (wanted: readonly string[]) => {
    calls.push(wanted)
    return calls.length === 1 ? await first : ['second']
  })
  const slow = ask('a')
  while (calls.length === 0) await new Promise(setImmediate)
  assert.equal(await ask('b'), 'second')
  resolve(['first'])
  assert.equal(await slow, 'first')
})

test('without an answer, or with an error, all of the turn get none', async () => {
  const none = inOneTurn(async () => undefined)
  assert.deepEqual(await Promise.all([none(1), none(2)]), [undefined, undefined])
  const failing = inOneTurn(() => Promise.reject(new Error('gone')))
  const outcomes = await Promise.allSettled([failing(1), failing(2)])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
})
