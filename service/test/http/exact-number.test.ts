import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isExact, isTooLarge, mayHoldInexact } from '../../src/http/exact-number.ts'

const exact = [
  '0',
  '-0.000',
  '21.5',
  '1e3',
  '1E+3',
  '0.1e-2',
  '123456789012345',
  '9007199254740991',
  '9007199254740992',
  '-9007199254740994',
  '12345678901234500000000',
  // The shortest form of a double, also where it is not the double rounded to so many digits (2 ** -44).
  '0.30000000000000004',
  '5.684341886080802e-14',
  '5e-324',
  '1.7976931348623157e+308',
  '36028797018963970',
  // A double as `%.17g`, `%.20g` and Python's Decimal write it.
  '0.10000000000000001',
  '21.300000000000001',
  '0.10000000000000000555',
  '0.1000000000000000055511151231257827021181583404541015625',
]

const inexact = [
  '9007199254740993',
  '-9007199254740993',
  '18446744073709551615',
  // The double is this very integer, but it prints as 36028797018963970.
  '36028797018963968',
  '900719925474099.3',
  '9007199254740993e-3',
  '0.12345678901234567',
  '3.14159265358979323846',
  '1e-400',
  '1.2345678901e-320',
  `0.${'1234567890'.repeat(11)}`,
]

describe('a number', () => {
  for (const number of exact) test(`${number} is exact`, () => assert.ok(isExact(number)))

  for (const number of inexact) {
    test(`${number} is not exact, and is seen in a document`, () => {
      assert.ok(!isExact(number))
      assert.ok(mayHoldInexact(`{"measurements":{"a":${number}}}`))
    })
  }

  test('too large for a double is no matter of digits', () => {
    assert.ok(isExact('1e999') && isTooLarge('1e999'))
    assert.ok(!isTooLarge('1.7976931348623157e+308'))
    assert.ok(isExact(`1${'0'.repeat(400)}`))
  })

  test('of many zeros takes no time that grows with the square of them', () => {
    const start = performance.now()
    assert.ok(!isExact(`1${'0'.repeat(300)}1e-${'0'.repeat(300_000)}1`))
    assert.ok(!isExact(`0.1${'0'.repeat(300_000)}1`))
    assert.ok(performance.now() - start < 10_000)
  })
})

test('Ids, times and everyday numbers are not looked at twice', () => {
  const text =
    '{"event_id":"019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11","event_time":"2026-11-23T06:41:16.123456789Z","measurements":{"a":-12345.678}}'
  assert.ok(!mayHoldInexact(text))
  assert.ok(!mayHoldInexact('{"event_id":"5e123456-9e99-7e12-8e12-12e1234567ff","a":1}'))
})
