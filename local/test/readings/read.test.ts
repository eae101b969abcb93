import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '@telemark/deployment'
import { read } from '../../src/readings/read.ts'
import { type Sampler, single } from '../../src/readings/sampler.ts'

function failing(component: Sampler['component'], how: () => Promise<never>): Sampler {
  return { component, sample: how }
}

const working: Sampler = { component: 'postgres', sample: async () => single({ connections: 7 }) }

test('a component that is down or hangs yields nothing and holds up no other', async () => {
  const stop = new AbortController()
  const samplers = [
    failing('redis', async () => Promise.reject(new Error('down'))),
    failing('kafka', () => new Promise(() => undefined)),
    working,
  ]
  const components: string[] = []
  for await (const reading of read(samplers, stop.signal)) {
    components.push(reading.component)
    if (components.length === 3) stop.abort()
  }
  assert.deepEqual(components, ['postgres', 'postgres', 'postgres'])
})

test('readings come about once a second', async () => {
  const moments: number[] = []
  for await (const { at } of read([working], new AbortController().signal)) {
    moments.push(at)
    if (moments.length === 3) break
  }
  const [first = 0, , third = 0] = moments
  assert.ok(third - first >= 1900, `two seconds must lie between three readings, not ${third - first} ms`)
})

test('the iteration ends normally when the signal aborts', async () => {
  const stop = new AbortController()
  const readings: Reading[] = []
  for await (const reading of read([working], stop.signal)) {
    readings.push(reading)
    stop.abort()
  }
  assert.deepEqual(
    readings.map(({ metric, task, value }) => [metric, task, value]),
    [['connections', 1, 7]],
  )
})
