import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashKey, matchesAny, newApiKey } from '../../src/registry/keys.ts'

test('a key is 32 random bytes in base64url', () => {
  const key = newApiKey()
  assert.match(key, /^[\w-]{43}$/)
  assert.notEqual(key, newApiKey())
})

test('a key matches its own hash, and any of two', () => {
  const [first, second] = [newApiKey(), newApiKey()]
  assert.ok(matchesAny(second, [hashKey(first), hashKey(second)]))
  assert.ok(!matchesAny(newApiKey(), [hashKey(first), hashKey(second)]))
  assert.ok(!matchesAny(first, []))
})
