import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { type Architecture, architectures, calibration, components } from '@telemark/architecture'
import type { Deployment, Reading } from '@telemark/deployment'
import { eventually } from '../../test/support/eventually.ts'
import { localPlatform } from '../src/platform.ts'
import { readLatest, writeEvent } from './support/device.ts'
import { children, leftBehind } from './support/left-behind.ts'
import { runFolder, serviceMain, smallPlan, standing, start } from './support/start.ts'

/** What every component must tell, whatever the architecture. */
const expectedMetrics: Readonly<Record<string, readonly Reading['metric'][]>> = {
  loadBalancer: ['sessions', 'queuedRequests', 'cpuSeconds', 'runDelaySeconds'],
  api: [
    'cpuSeconds',
    'cpuLimitCores',
    'throttledSeconds',
    'memoryBytes',
    'memoryLimitBytes',
    'eventLoopDelayP99Seconds',
    'poolWaiting',
    'tasksRunning',
    'tasksWanted',
  ],
  consumer: ['cpuSeconds', 'cpuLimitCores', 'lagSeconds', 'tasksRunning', 'tasksWanted'],
  postgres: [
    'cpuSeconds',
    'cpuLimitCores',
    'connections',
    'transactions',
    'writeOperations',
    'fsyncOperations',
    'walBytes',
    'blocksHit',
    'rowsUpdated',
    'rowsUpdatedHeapOnly',
    'tableBytes',
    'checkpoints',
  ],
  redis: ['cpuSeconds', 'cpuLimitCores', 'keyspaceHits', 'keyspaceMisses', 'evictions', 'usedMemoryBytes'],
  kafka: ['cpuSeconds', 'cpuLimitCores', 'lagEvents', 'eventsEnqueued', 'logBytes'],
}

for (const architecture of architectures) {
  describe(`${architecture.name} on this machine`, () => {
    const deployed = standing(architecture)

    test('stores what is written, and forgets it on reset', () => storesAndForgets(deployed()))
    test('tells what its parts do', () => tellsWhatPartsDo(deployed(), architecture))

    if (architecture.ingest.kind === 'queued')
      test('keeps what is enqueued while no consumer runs, and stores it when one does', async () => {
        const deployment = deployed()
        await deployment.setTasks({ api: 1, consumers: 0 })
        await writeEvent(deployment)
        assert.equal(await deployment.backlog(), 1)
        await deployment.setTasks({ api: 1 })
        await nothingEnqueued(deployment)
      })

    test('stops within 10 s, and leaves nothing; what is stopped on purpose is no loss', async () => {
      const deployment = deployed()
      const begun = Date.now()
      await deployment[Symbol.asyncDispose]()
      assert.ok(Date.now() - begun < 10_000)
      assert.deepEqual(leftBehind(runFolder(deployment)), [])
      assert.deepEqual(deployment.losses, [])
    })
  })
}

test('the null service answers and stores nothing', async (t) => {
  const deployment = await start(t, calibration)
  await writeEvent(deployment)
  assert.equal(await deployment.backlog(), 0)
  assert.deepEqual(await Array.fromAsync(deployment.stored()), [])
  await deployment.reset({ cache: 'warm' })
})

function nothingEnqueued(deployment: Deployment): Promise<void> {
  return eventually(async () => assert.equal(await deployment.backlog(), 0))
}

async function storesAndForgets(deployment: Deployment): Promise<void> {
  const before = await readLatest(deployment)
  const eventId = await writeEvent(deployment)
  await eventually(async () => assert.equal(await readLatest(deployment), eventId))
  await nothingEnqueued(deployment)
  const stored = await Array.fromAsync(deployment.stored())
  assert.deepEqual(
    stored.map((event) => event.eventId),
    [eventId],
  )
  await deployment.reset({ cache: 'warm' })
  assert.deepEqual(await Array.fromAsync(deployment.stored()), [])
  assert.equal(await readLatest(deployment), before)
}

async function tellsWhatPartsDo(deployment: Deployment, architecture: Architecture): Promise<void> {
  assert.equal(deployment.environment['size of api'], '1 vCPU = 1.000 core, 2048 MiB')
  assert.equal(deployment.environment['PostgreSQL fsync'], 'on')
  await deployment.clamp('on')
  const told = new Set<string>()
  const expected = components(architecture).flatMap((component) =>
    (expectedMetrics[component] ?? []).map((metric) => `${component} ${metric}`),
  )
  for await (const { component, metric, value } of deployment.readings(AbortSignal.timeout(60_000))) {
    if (Number.isFinite(value)) told.add(`${component} ${metric}`)
    if (expected.every((name) => told.has(name))) break
  }
  assert.deepEqual(
    expected.filter((name) => !told.has(name)),
    [],
  )
}

describe('a start that is given up', () => {
  /** Aborts when a line of the start fits; nothing may be left then. */
  async function abortAt(t: TestContext, line: RegExp): Promise<void> {
    const stop = new AbortController()
    const report = (text: string) => {
      t.diagnostic(text)
      if (line.test(text)) stop.abort(new Error('the person pressed Ctrl-C'))
    }
    const platform = localPlatform({ serviceMain, report, separateCores: false })
    await assert.rejects(platform.start(smallPlan(calibration), stop.signal), /Ctrl-C/)
    assert.deepEqual(children(), [])
  }

  test('while the servers start leaves nothing', (t) => abortAt(t, /^PostgreSQL .* is ready/))
  test('while tasks start and the fleet is registered leaves nothing', (t) => abortAt(t, /^Starting tasks/))
})

test('a compression that makes a period too short is refused before anything starts', async () => {
  const plan = { ...smallPlan(calibration), compression: 60 }
  const lines: string[] = []
  const platform = localPlatform({ serviceMain, report: (line) => lines.push(line) })
  await assert.rejects(platform.start(plan, new AbortController().signal), /Choose a factor from 1 to 12/)
  assert.deepEqual(lines, [])
})
