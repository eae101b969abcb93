import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUuid, uuidV7, uuidV7Time } from '../../src/telemetry/uuid.ts'

test('a new UUIDv7 carries its time, version and variant', () => {
  const time = Date.UTC(2026, 10, 23, 6, 41, 16, 123)
  for (let i = 0; i < 1000; i += 1) {
    const id = uuidV7(time)
    assert.ok(isUuid(id))
    assert.match(id, /^.{14}7.{4}[89ab]/)
    assert.equal(uuidV7Time(id), time)
  }
})

test('two UUIDv7 of the same millisecond differ', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => uuidV7(0)))
  assert.equal(ids.size, 1000)
})

test('only a UUIDv7 carries a time', () => {
  assert.equal(uuidV7Time('f9b25ebe-543f-4ac8-84d8-bca063c5fea0'), undefined)
  assert.equal(uuidV7Time('019AAF2E-8C5E-7D61-9D7B-0F4F2F9F6A11'), 0x019aaf2e8c5e)
})

test('what is not a UUID is not taken for one', () => {
  for (const text of [
    '',
    'latest',
    '019aaf2e8c5e7d619d7b0f4f2f9f6a11',
    '019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a1g',
  ]) {
    assert.equal(isUuid(text), false, text)
  }
})
