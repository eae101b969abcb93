import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AggregateParameters, parseAggregateQuery } from '../../../src/http/telemetry/aggregate-query.ts'

const now = Date.UTC(2026, 10, 25)
const fine = { from: '2026-11-24T00:00:00Z', interval: '1h' }

/** The codes of what is wrong, or the query. */
function parsed(sent: Partial<AggregateParameters>) {
  const query = parseAggregateQuery({ ...fine, ...sent }, now)
  return 'intervalMs' in query ? query : query.map(({ pointer, code }) => `${pointer} ${code}`)
}

test('what is left out means all figures of all keys until now', () => {
  assert.deepEqual(parsed({}), {
    from: Date.UTC(2026, 10, 24),
    to: now,
    intervalMs: 3_600_000,
    aggregates: ['avg', 'min', 'max', 'sum', 'count', 'first', 'last'],
  })
})

test('lists keep their order and name each once', () => {
  const query = parsed({ agg: 'max,count,max', keys: 'b,a,b' })
  assert.ok('aggregates' in query)
  assert.deepEqual(
    [query.aggregates, query.keys],
    [
      ['max', 'count'],
      ['b', 'a'],
    ],
  )
})

test('buckets are counted as the epoch divides the range, not as the range begins', () => {
  const to = new Date(Date.parse(fine.from) + 2000 * 60_000)
  const range = (shiftMs: number) => ({
    from: new Date(Date.parse(fine.from) + shiftMs).toISOString(),
    to: new Date(to.getTime() + shiftMs).toISOString(),
    interval: '1m',
  })
  assert.ok('intervalMs' in parsed(range(0)))
  assert.deepEqual(parsed(range(1)), ['/interval too_many_buckets'])
  assert.deepEqual(parsed({ from: '0000-01-01T00:00:00Z', interval: '1s' }), ['/interval too_many_buckets'])
  assert.ok(
    'intervalMs' in parsed({ from: '0000-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z', interval: '99999d' }),
  )
})

test('a range that cannot be understood says so, and nothing of buckets', () => {
  assert.deepEqual(parsed({ from: 'yesterday' }), ['/from not_a_time'])
  assert.deepEqual(parsed({ to: fine.from }), ['/to empty_range'])
})

test('more names than an event can have are refused', () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => `k${n}`).join()
  assert.ok('keys' in parsed({ keys: names(64) }))
  assert.deepEqual(parsed({ keys: names(65) }), ['/keys malformed'])
})
