import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAtLeast, versionIn } from '../../src/install/version.ts'

test('versions are found in what programs print', () => {
  assert.equal(versionIn('Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0'), '7.0.15')
  assert.equal(versionIn('HAProxy version 2.6.12-1+deb12u4 2026/01/01'), '2.6.12')
  assert.equal(versionIn('no number'), undefined)
})

test('versions are compared by number, part by part', () => {
  assert.ok(isAtLeast('1.21', '1.5'))
  assert.ok(isAtLeast('2.6.12', '2.6'))
  assert.ok(!isAtLeast('2.4.30', '2.6'))
  assert.ok(isAtLeast('17', '17.0'))
})
