import assert from 'node:assert/strict'
import { test } from 'node:test'
import { semaphore } from '../../src/concurrency/semaphore.ts'
import { Unavailable } from '../../src/telemetry/unavailable.ts'

test('who gets no permit is refused at once, and a permit that is given back is free, once', () => {
  const permits = semaphore(2, 'exports run')
  const first = permits.acquire()
  permits.acquire()
  assert.throws(() => permits.acquire(), new Unavailable('2 exports run already'))
  first[Symbol.dispose]()
  first[Symbol.dispose]()
  permits.acquire()
  assert.throws(() => permits.acquire(), Unavailable)
})
