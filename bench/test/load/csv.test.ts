import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { createCsvParser } from '../../src/load/csv.ts'

/** Written by k6 2.2.0: two requests and a bit, one that timed out, the users of one second, and a dropped iteration. */
const excerpt = readFileSync(new URL('k6-excerpt.csv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

test("k6's rows become samples, the time and drops", () => {
  const parse = createCsvParser()
  const events = excerpt.map(parse).filter((event) => event !== undefined)
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['sample', 'sample', 'sample', 'sample', 'clock', 'dropped'],
  )
  assert.deepEqual(events[0], {
    kind: 'sample',
    sample: {
      n: 0,
      endpoint: 'latest',
      endedAt: 1795477454225.999,
      sentAt: 1795477454225.999 - (9.258861 + 0.358211),
      latencyMs: 9.258861 + 0.358211,
      durationMs: 9.258861,
      status: 200,
      errorCode: 0,
    },
  })
})

test('a timeout has no status and the code of a timeout', () => {
  const parse = createCsvParser()
  const samples = excerpt.map(parse).flatMap((event) => (event?.kind === 'sample' ? [event.sample] : []))
  const timedOut = samples.find(({ status }) => status === 0)
  assert.equal(timedOut?.errorCode, 1050)
  assert.ok((timedOut?.latencyMs ?? 0) > 1000)
})

test('a header without the columns is refused by name', () => {
  const parse = createCsvParser()
  assert.throws(() => parse('metric_name,timestamp,metric_value,name'), /column "error_code" is required/)
})

test('a row without numbers is refused with the row', () => {
  const parse = createCsvParser()
  parse(excerpt[0] ?? '')
  assert.throws(() => parse('http_req_blocked,2026-11-23T10:00:00Z,1.0,,write,201,,n=1'), /unix_micro/)
})
