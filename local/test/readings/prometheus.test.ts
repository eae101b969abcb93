import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePrometheus } from '../../src/readings/prometheus.ts'

const text = `# HELP telemark_pool_waiting_requests Requests that wait for a connection.
# TYPE telemark_pool_waiting_requests gauge
telemark_pool_waiting_requests 3
telemark_requests_total{endpoint="write",status="201"} 40
telemark_requests_total{endpoint="latest",status="200"} 2
telemark_event_loop_delay_p99_seconds 1.2e-2
telemark_broken NaN
`

test('the named metrics are read, the others are not', () => {
  const values = parsePrometheus(text, [
    'telemark_pool_waiting_requests',
    'telemark_event_loop_delay_p99_seconds',
  ])
  assert.deepEqual(Object.fromEntries(values), {
    telemark_pool_waiting_requests: 3,
    telemark_event_loop_delay_p99_seconds: 0.012,
  })
})

test('label sets of one metric are summed', () => {
  assert.equal(parsePrometheus(text, ['telemark_requests_total']).get('telemark_requests_total'), 42)
})

test('a metric that is missing or not a number is not in the result', () => {
  assert.equal(parsePrometheus(text, ['telemark_broken', 'telemark_absent']).size, 0)
})

test('a name may ask for one label, and what a scraper has stamped is read as well', () => {
  const stamped = `${text}telemark_cache_reads_total{use="hit",task="1"} 7 1795477454225
telemark_cache_reads_total{use="hit",task="2"} 5
telemark_cache_reads_total{use="miss"} 1
`
  const hits = 'telemark_cache_reads_total{use="hit"}'
  assert.deepEqual(Object.fromEntries(parsePrometheus(stamped, [hits])), { [hits]: 12 })
})
