import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../../src/log/log.ts'

/** A log, and what it has written. */
function written() {
  const lines: string[] = []
  const log = createLog({ write: (line) => void lines.push(line) })
  return { log, last: () => JSON.parse(lines.at(-1) ?? '{}'), text: () => lines.join('') }
}

test('A line is one JSON document with the time and the level as people read them', () => {
  const { log, last } = written()
  log.info({ url: 'http://127.0.0.1:8080' }, 'Serving')
  assert.equal(last().level, 'info')
  assert.equal(new Date(last().time).toISOString(), last().time)
  assert.deepEqual([last().msg, last().url], ['Serving', 'http://127.0.0.1:8080'])
})

test('An error is told with what caused it, and without what else it carries', () => {
  const { log, last, text } = written()
  // As PostgreSQL and ioredis do.
  const cause = Object.assign(new Error('invalid input syntax for type json'), {
    code: '22P02',
    where: 'JSON data, line 1: {"secret":1}',
    command: { name: 'auth', args: ['pass phrase'] },
  })
  log.error({ err: new Error('Not stored', { cause }) }, 'Answered 500')
  const { err } = last()
  assert.deepEqual([err.message, err.cause.message, err.cause.code], ['Not stored', cause.message, '22P02'])
  assert.match(err.stack, /log\.test\.ts/)
  assert.doesNotMatch(text(), /secret|pass phrase/)
})

test('The password in a URL is not shown, wherever an error mentions it', () => {
  const { log, text } = written()
  const url = 'postgres://telemark:pass%2Fword@db:5432/telemark'
  log.error({ err: new Error(`Cannot reach ${url}`, { cause: new Error(`Cannot parse ${url}`) }) }, 'Failed')
  assert.doesNotMatch(text(), /pass%2Fword/)
  assert.match(text(), /postgres:\/\/\*\*\*@db:5432/)
})

test('Keys and bodies are not shown, should anybody log what carries them', () => {
  const { log, text } = written()
  const headers = { 'x-api-key': 'a key', authorization: 'Bearer b key' }
  log.error(headers, 'Headers alone')
  log.error({ headers, body: '{"event_id":"c key"}' }, 'Parts of a request')
  log.error({ request: { headers, body: 'c key' }, config: { operatorKey: 'b key' } }, 'A request')
  assert.doesNotMatch(text(), /\b[abc] key/)
})
