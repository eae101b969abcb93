import assert from 'node:assert/strict'
import { test } from 'node:test'
import { patience } from '../src/patience.ts'

test('One Ctrl-C that arrives twice, from the terminal and from npm, stops in good order', () => {
  let now = 5000
  const asked = patience(() => now)
  assert.equal(asked(), 'orderly')
  now += 999
  assert.equal(asked(), 'asked already')
})

test('Asking again a second later ends everything at once', () => {
  let now = 5000
  const asked = patience(() => now)
  asked()
  now += 1000
  assert.equal(asked(), 'at once')
})
