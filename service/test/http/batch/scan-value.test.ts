import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scanValue } from '../../../src/http/batch/json-cursor.ts'
import { jsonLosses } from '../../../src/http/json-losses.ts'

const documents = [
  '{"event_id":"0190b6d2-12e3-7000-8000-123456789012","measurements":{"a":21.5,"b":true,"c":"x:y","d":null}}',
  '{ "measurements" : { "a" : -0.5 , "b\\":" : 3 } }',
  '{"measurements":{"a":9007199254740993}}',
  '{"measurements":{"a":0.12345678901234567}}',
  '{"measurements":{"a":1e400}}',
  '{"measurements":{"a":1E5,"b":-2e-7}}',
  '{"a":1,"a":2}',
  '{"measurements":{"a":1,"b":2,"a":3}}',
  '{"measurements":{"\\u0061":1,"a":2}}',
  '{"note":"9007199254740993 and 1e400 in words","a":1}',
]

for (const text of documents) {
  test(`a look at the bytes finds what a look at the text finds: ${text}`, () => {
    const bytes = Buffer.from(text)
    const look = scanValue(bytes, 0, bytes.length)
    assert.equal(look.end, bytes.length)
    assert.deepEqual(jsonLosses(text, JSON.parse(text), look), jsonLosses(text, JSON.parse(text)))
  })
}

test('a value ends before the comma or the bracket around it, and names in it are counted', () => {
  const bytes = Buffer.from('[{"a":[1,2],"b":{"c":",]"}},3]')
  const { start, end, names } = scanValue(bytes, 1, bytes.length)
  assert.deepEqual([bytes.toString('utf8', start, end), names], ['{"a":[1,2],"b":{"c":",]"}}', 3])
})

test('nothing behind the limit is looked at, though a string is open there', () => {
  const bytes = Buffer.from('{"a\n"}')
  assert.equal(scanValue(bytes, 0, 3).end, 3)
})
