import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurn } from '../../src/concurrency/in-turn.ts'

test('Work is done one at a time and in order, also behind work that fails', async () => {
  const oneAtATime = inTurn()
  const told: string[] = []
  const work = (name: string) => async () => {
    told.push(`${name} begins`)
    await null
    told.push(`${name} ends`)
    if (name === 'b') throw new Error(name)
    return name
  }
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => oneAtATime(work(name))))
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(told, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})
