import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { handOver } from '../../../src/stores/kafka/hand-over.ts'

test('a join waits until all that was handed out is committed, and nothing is handed out meanwhile', async () => {
  const handing = handOver()
  handing.handedOut(3)
  let mayJoin = false
  const joining = handing.beforeJoin().then(() => {
    mayJoin = true
  })
  assert.ok(handing.isHeld())
  await handing.committing(2, async () => undefined)
  await nextTurn()
  assert.equal(mayJoin, false)
  await handing.committing(1, async () => undefined)
  await joining
  handing.joined()
  assert.equal(handing.isHeld(), false)
})

test('a join waits for nothing where nothing was handed out, or all of it is done', async () => {
  const handing = handOver()
  await handing.beforeJoin()
  handing.handedOut(1)
  await handing.committing(1, async () => undefined)
  await handing.beforeJoin()
})

test('a commit that fails for good keeps no join waiting for long: it may be what asks for the join', async () => {
  const handing = handOver()
  handing.handedOut(1)
  const commit = handing.committing(1, async () => {
    await handing.beforeJoin()
    throw new Error('not any more')
  })
  await assert.rejects(commit, /not any more/)
})
