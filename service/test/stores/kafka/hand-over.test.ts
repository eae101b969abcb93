import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { assignmentOf } from '../../../src/stores/kafka/assignment.ts'
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

test('messages of partitions that others read, and those that come again, are not handed out', () => {
  const assignment = assignmentOf('telemetry')
  assert.equal(assignment.isNext({ partition: 0, offset: 5n }), false)
  assignment.renew([{ topic: 'telemetry', partitions: [0, 2] }])
  assert.deepEqual([assignment.has(0), assignment.has(1)], [true, false])
  const offered = [
    { partition: 0, offset: 5n },
    { partition: 1, offset: 9n },
    { partition: 0, offset: 5n },
    { partition: 2, offset: 1n },
    { partition: 0, offset: 6n },
  ]
  assert.deepEqual(offered.map(assignment.isNext), [true, false, false, true, true])
  assignment.renew([{ topic: 'telemetry', partitions: [0] }])
  assert.equal(assignment.isNext({ partition: 0, offset: 6n }), true, 'from the committed offset again')
})
