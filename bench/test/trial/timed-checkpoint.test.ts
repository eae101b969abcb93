import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aroundCheckpoint, timedCheckpoint } from '../../src/trial/timed-checkpoint.ts'
import { sample } from '../load/samples.ts'

test('requests belong to the time in which they were sent: before, within ten seconds after, or later', () => {
  const samples = Array.from({ length: 60 }, (_, second) =>
    sample({ sentAt: second * 1000, latencyMs: second >= 20 && second < 32 ? 200 : 20 }),
  )
  const around = aroundCheckpoint(samples, {
    made: { from: 20_000, to: 22_000 },
    judged: { from: 2000, to: 60_000 },
    endpoints: ['write'],
  })
  assert.deepEqual(
    [around.before, around.during, around.after].map(([write]) => [write?.attempts, write?.latency?.maxMs]),
    [
      [18, 20],
      [12, 200],
      [28, 20],
    ],
  )
  assert.deepEqual([around.from, around.to], [20_000, 22_000])
})

test('a checkpoint is asked for once its time has come', async () => {
  let asked = 0
  const deployment = {
    checkpoint: async () => {
      asked += 1
    },
  }
  using timed = timedCheckpoint(deployment, 1)
  const made = await timed.made
  assert.equal(asked, 1)
  assert.ok(made !== undefined && made.to >= made.from)
})

test('a load that ends before, or a place that cannot, has none', async () => {
  const never = timedCheckpoint({ checkpoint: () => assert.fail() }, 1_000_000)
  never[Symbol.dispose]()
  assert.equal(await never.made, undefined)
  using impossible = timedCheckpoint({}, 1)
  assert.equal(await impossible.made, undefined)
})

test('one that fails is told to whoever awaits it, and to nobody else', async () => {
  using timed = timedCheckpoint({ checkpoint: () => Promise.reject(new Error('the database is down')) }, 1)
  await assert.rejects(timed.made, /the database is down/)
})
