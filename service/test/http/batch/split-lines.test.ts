import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitLines } from '../../../src/http/batch/split-lines.ts'

function lines(text: string, most = 10): readonly string[] | string {
  const split = splitLines(Buffer.from(text), most)
  return split.kind === 'events'
    ? split.events.map(({ start, end }) => Buffer.from(text).toString('utf8', start, end))
    : split.kind
}

test('Each line is one event, the last one without a newline too', () => {
  assert.deepEqual(lines('1\n{"a":2}\n3'), ['1', '{"a":2}', '3'])
  assert.deepEqual(lines('1\r\n2\r\n'), ['1\r', '2\r'])
})

test('Lines of white space are none', () => {
  assert.deepEqual(lines('\n\n 1 \n\t\r\n\n2\n \n'), ['1 ', '2'])
  assert.deepEqual(lines(''), [])
})

test('A line of zeros is a line: nothing but white space is passed over', () => {
  assert.deepEqual(lines('\0\n'), ['\0'])
})

test('No more lines are looked for than may be', () => {
  assert.deepEqual(lines('1\n2\n\n', 2), ['1', '2'])
  assert.equal(lines('1\n2\n3', 2), 'too_many')
})
