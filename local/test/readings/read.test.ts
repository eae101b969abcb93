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

test('readings are a second apart, or more', async () => {
  // From before the first, since a first reading that is late makes the second seem early.
  const before = Date.now()
  let readings = 0
  for await (const { at } of read([working], new AbortController().signal)) {
    readings += 1
    const seconds = readings - 1
    assert.ok(at - before >= seconds * 1000 - 10, `reading ${readings} came after ${at - before} ms`)
    if (readings === 3) break
  }
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
