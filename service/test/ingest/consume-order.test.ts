import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ConsumeParts, consume } from '../../src/ingest/consume.ts'
import type { Accept } from '../../src/telemetry/outcome.ts'
import { scriptedConsumer } from '../support/scripted-consumer.ts'

const nothing = () => undefined
const committed: Accept = async (events) => events.map(() => ({ kind: 'committed', duplicate: false }))

/** Consumes batches of one message, and writes down when which one was stored, told of and committed. */
function recording(count: number, given: Partial<Pick<ConsumeParts, 'told' | 'log'>> & Hooks = {}) {
  const steps: string[] = []
  const stopped = new AbortController()
  let stored = 0
  const parts: ConsumeParts = {
    join: async () => {
      steps.push('join')
      return scriptedConsumer(count, (offset) => {
        steps.push(`commit ${offset}`)
        given.onCommit?.(offset, () => stopped.abort())
      })
    },
    async store(events) {
      const batch = stored
      stored += 1
      steps.push(`store ${batch}`)
      await given.storing?.(batch)
      steps.push(`stored ${batch}`)
      return committed(events)
    },
    told: given.told ?? (async () => undefined),
    setAside: async () => undefined,
    progress: { joined: nothing, working: nothing, idle: nothing, done: nothing },
    log: given.log ?? nothing,
  }
  return { steps, stop: () => stopped.abort(), done: consume(parts, stopped.signal) }
}

interface Hooks {
  readonly storing?: (batch: number) => Promise<void>
  readonly onCommit?: (offset: number, stop: () => void) => void
}

test('a batch is stored while the one before it is told of and committed, and offsets keep their order', async () => {
  const secondIsOnItsWay = Promise.withResolvers<void>()
  const firstIsCommitted = Promise.withResolvers<void>()
  let told = 0
  const { steps, done } = recording(3, {
    async told() {
      told += 1
      if (told === 1) await secondIsOnItsWay.promise
    },
    async storing(batch) {
      if (batch !== 1) return
      secondIsOnItsWay.resolve()
      await firstIsCommitted.promise
    },
    onCommit(offset, stop) {
      if (offset === 0) firstIsCommitted.resolve()
      if (offset === 2) stop()
    },
  })
  await done
  assert.deepEqual(steps.slice(0, 5), ['join', 'store 0', 'stored 0', 'store 1', 'commit 0'])
  assert.deepEqual(ofKind(steps, 'commit'), ['commit 0', 'commit 1', 'commit 2'])
  for (const batch of [0, 1, 2])
    assert.ok(steps.indexOf(`stored ${batch}`) < steps.indexOf(`commit ${batch}`), String(steps))
})

test('at most one batch is stored ahead of the offsets', async () => {
  const secondIsStored = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const { steps, done } = recording(3, {
    told: () => released.promise,
    async storing(batch) {
      if (batch === 1) secondIsStored.resolve()
    },
    onCommit(offset, stop) {
      if (offset === 2) stop()
    },
  })
  await secondIsStored.promise
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(steps, ['join', 'store 0', 'stored 0', 'store 1', 'stored 1'])
  released.resolve()
  await done
  assert.ok(steps.indexOf('commit 0') < steps.indexOf('store 2'), String(steps))
})

test('a batch is not committed where the one before it failed: both come again', async () => {
  let told = 0
  const { steps, done } = recording(2, {
    async told() {
      told += 1
      if (told === 1) throw new Error('the cache is at fault')
    },
    onCommit(offset, stop) {
      if (offset === 1) stop()
    },
  })
  await done
  const rejoined = steps.lastIndexOf('join')
  assert.deepEqual(steps.slice(0, rejoined), ['join', 'store 0', 'stored 0', 'store 1', 'stored 1'])
  assert.deepEqual(ofKind(steps.slice(rejoined), 'commit'), ['commit 0', 'commit 1'])
})

test('a batch that cannot be stored stops what is behind it, not what is before it', async () => {
  const { steps, done } = recording(2, {
    async storing(batch) {
      if (batch === 1) throw new Error('the statement is at fault')
    },
    onCommit(offset, stop) {
      if (offset === 1) stop()
    },
  })
  await done
  const rejoined = steps.lastIndexOf('join')
  assert.deepEqual(ofKind(steps.slice(0, rejoined), 'commit'), ['commit 0'])
  assert.deepEqual(ofKind(steps.slice(rejoined), 'commit'), ['commit 0', 'commit 1'])
})

test('a failure behind the last batch is told although nothing else arrives', async () => {
  const line = Promise.withResolvers<string>()
  const { stop, done } = recording(1, {
    told: () => Promise.reject(new Error('the cache is at fault')),
    log: line.resolve,
  })
  assert.match(await line.promise, /the cache is at fault/)
  stop()
  await done
})

test('a consumer that is stopped finishes the batch on its way, and the one behind it', async () => {
  const secondIsOnItsWay = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const { steps, stop, done } = recording(3, {
    told: () => released.promise,
    async storing(batch) {
      if (batch !== 1) return
      secondIsOnItsWay.resolve()
      await released.promise
    },
  })
  await secondIsOnItsWay.promise
  stop()
  released.resolve()
  await done
  assert.deepEqual(ofKind(steps, 'store'), ['store 0', 'store 1'])
  assert.deepEqual(ofKind(steps, 'commit'), ['commit 0', 'commit 1'])
})

function ofKind(steps: readonly string[], kind: string): readonly string[] {
  return steps.filter((step) => step.startsWith(`${kind} `))
}
