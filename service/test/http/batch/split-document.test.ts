import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitDocument } from '../../../src/http/batch/split-document.ts'

const most = 3

function split(text: string) {
  return splitDocument(Buffer.from(text), most)
}

function elements(text: string): readonly string[] {
  const found = split(text)
  assert.equal(found.kind, 'events', text)
  return found.events.map(({ start, end }) => Buffer.from(text).toString('utf8', start, end).trim())
}

function faults(text: string): readonly string[] {
  const found = split(text)
  assert.equal(found.kind, 'faulty', text)
  return found.faults.map(({ pointer, code }) => `${pointer} ${code}`)
}

test('The elements of events are found wherever white space stands', () => {
  assert.deepEqual(elements('{"events":[{"a":1},{"b":{"c":[1,2]}}]}'), ['{"a":1}', '{"b":{"c":[1,2]}}'])
  assert.deepEqual(elements(' {\t"events"\n: [ 1 ,\r\n"x" ] } '), ['1', '"x"'])
  assert.deepEqual(elements('{"\\u0065vents":[]}'), [])
})

test('What stands in a string is no bracket, no comma and no end', () => {
  assert.deepEqual(elements('{"events":["],[","\\"]","\\\\"]}'), ['"],["', '"\\"]"', '"\\\\"'])
  assert.deepEqual(elements('{"events":["größer }","€]"]}'), ['"größer }"', '"€]"'])
})

test('No more elements are looked for than may be', () => {
  assert.deepEqual(elements('{"events":[1,2,3]}'), ['1', '2', '3'])
  assert.equal(split('{"events":[1,2,3,4]}').kind, 'too_many')
  assert.equal(split('{"events":[1,2,3,4,').kind, 'too_many')
})

test('A document of another form says what is wrong with it', () => {
  assert.deepEqual(faults('{}'), ['/events required'])
  assert.deepEqual(faults('[1]'), [' not_an_object'])
  assert.deepEqual(faults('{"events":{"a":1}}'), ['/events not_an_array'])
  assert.deepEqual(faults('{"a/b":[1],"events":[2],"c":3}'), ['/a~1b unknown_field', '/c unknown_field'])
  assert.deepEqual(faults('{"events":[1],"events":[2]}'), ['/events repeated'])
})

test('Only the first 64 faults are told, and a long name is cut', () => {
  assert.equal(faults(`{${'"a":1,'.repeat(1000)}"events":[]}`).length, 64)
  assert.ok(String(faults(`{"${'x'.repeat(10_000)}":1}`)).length < 200)
})

test('What does not end, or goes on behind its end, is malformed', () => {
  for (const text of [
    '',
    ' ',
    '{',
    '{"events"',
    '{"events":[',
    '{"events":[1',
    '{"events":[1]',
    '{"events":[1}]',
  ])
    assert.equal(split(text).kind, 'malformed', text)
  for (const text of [
    '{"events":[]]}',
    '{"events":[]}x',
    '{"events":[],}',
    '{events:[]}',
    '{"events" []}',
    '{"\\x":1}',
  ])
    assert.equal(split(text).kind, 'malformed', text)
})
