import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notify, notifyBehind } from '../../src/ingest/notify.ts'
import type { StoreEvents } from '../../src/telemetry/ports.ts'
import { eventOf } from '../support/events.ts'

const store: StoreEvents = async (events) => ({ receivedAt: events.map(() => 1), late: new Set() })

test('who waits for the store waits for those who are told', async () => {
  let told = false
  const tell = () => async () => {
    await nextTurn()
    told = true
  }
  await notify(store, tell)([eventOf()])
  assert.ok(told)
})

test('who stores ahead asks later whether those who are told have ended', async () => {
  const gate = Promise.withResolvers<void>()
  let ended = 0
  const behind = notifyBehind(store, () => async () => {
    await gate.promise
    ended += 1
  })
  await behind.store([eventOf()])
  await behind.store([eventOf()])
  const told = behind.told()
  assert.equal(ended, 0)
  gate.resolve()
  await told
  assert.equal(ended, 2)
})

test('a failure to tell is not lost, and is told once', async () => {
  const behind = notifyBehind(store, () => () => Promise.reject(new Error('the cache is at fault')))
  await behind.store([eventOf()])
  await nextTurn()
  await assert.rejects(behind.told(), /the cache is at fault/)
  await behind.told()
})

test('what was not stored is told to nobody', async () => {
  const failing: StoreEvents = () => Promise.reject(new Error('not stored'))
  const behind = notifyBehind(failing, () => () => assert.fail('told of what was not stored'))
  await assert.rejects(behind.store([eventOf()]), /not stored/)
  await behind.told()
})

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
