import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonLosses } from '../../src/http/json-losses.ts'

function losses(text: string): string[] {
  return jsonLosses(text, JSON.parse(text)).map(({ pointer, code }) => `${pointer} ${code}`)
}

test('A body of which nothing is lost has no losses, however it is written', () => {
  for (const text of [
    '{"event_id":"019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11","measurements":{"a":1,"b":true,"c":"d"}}',
    '{ "event_time" : "2026-11-23T06:41:16.123Z",\n\t"measurements"\r\n:\t{ "a" :1 } }',
    '{"a":{"x":1},"b":{"x":1}}',
    '{"a":"\\"a\\":1","b":"a : b","c":"\\\\","d":"{\\"a\\":"}',
    '{"a":"9007199254740993","b":"1e-400"}',
    '{}',
    '"9007199254740993"',
    'null',
  ]) {
    assert.deepEqual(losses(text), [], text)
  }
})

test('A name that is repeated is found at every level of a body', () => {
  assert.deepEqual(losses('{"a":1,"a":1}'), ['/a repeated'])
  assert.deepEqual(losses('{"measurements":{"a":1,"b":"a","a":2}}'), ['/measurements/a repeated'])
  assert.deepEqual(losses('{"measurements":{"a":1,"b":2},"measurements":{"a":1}}'), [
    '/measurements repeated',
  ])
})

test('A repeated name is found whatever is around it', () => {
  assert.deepEqual(losses('{"a" : 1, "a":2}'), ['/a repeated'])
  assert.deepEqual(losses('{"a"\n:1,"a"\t:2}'), ['/a repeated'])
  assert.deepEqual(losses('{"a":1,"\\u0061":2}'), ['/a repeated'])
  assert.deepEqual(losses('{"a/b\\"":"\\\\","a/b\\"":"\\":"}'), ['/a~1b" repeated'])
  assert.deepEqual(losses('{"__proto__":1,"__proto__":2}'), ['/__proto__ repeated'])
})

test('A number is named with the digits that were sent', () => {
  const text = '{"measurements":{"a":1,"b":9007199254740993,"c":-1e-400}}'
  assert.deepEqual(
    jsonLosses(text, JSON.parse(text)).map(({ pointer, sent }) => [pointer, sent]),
    [
      ['/measurements/b', '9007199254740993'],
      ['/measurements/c', '-1e-400'],
    ],
  )
  assert.deepEqual(losses('9007199254740993'), [' not_exact'])
})

test('A number that is too large is named as it was sent', () => {
  for (const number of ['1e400', '-1E+0999', '1e309', `1${'0'.repeat(310)}`]) {
    for (const text of [
      `{"a":${number}}`,
      `{"b":1,"a":${number} }`,
      `{"measurements":{"a":${number},"b":1}}`,
    ]) {
      const [loss] = jsonLosses(text, JSON.parse(text))
      assert.equal(loss?.code, 'not_finite', text)
      assert.equal(loss?.sent, number.length > 80 ? `${number.slice(0, 80)}…` : number)
    }
  }
  assert.deepEqual(losses('1e400'), [' not_finite'])
  assert.deepEqual(losses('{"a":1e308,"b":"1e400","c":"5e400 "}'), [])
})

test('Arrays and deep objects are left to whoever refuses them', () => {
  assert.deepEqual(losses('{"a":[9007199254740993,{"b":1,"b":2}],"c":{"d":{"e":1,"e":1e-400}}}'), [])
})

test('There are no more than 64 entries', () => {
  const text = `{${Array.from({ length: 1000 }, () => '"a":1').join(',')}}`
  assert.equal(losses(text).length, 64)
})
