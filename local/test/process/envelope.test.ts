import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import type { Envelope } from '../../src/process/envelope.ts'
import { unconstrained } from '../../src/process/unconstrained.ts'
import { spawnShell, testRun } from '../support/run.ts'

const busy = 'while :; do :; done'

/** Once something has been used. */
function busyUsage(envelope: Envelope) {
  return eventually(async () => {
    const usage = await envelope.usage()
    assert.ok(usage.cpuSeconds > 0.1)
    return usage
  })
}

test('what a component uses is counted, and a quota holds it back', async (t) => {
  const run = await testRun(t)
  const envelope = await run.envelopes.create('busy')
  await envelope.limit({ cores: 0.1, memoryBytes: 64 * 2 ** 20 })
  await using process = await spawnShell(run, busy, envelope)
  const usage = await busyUsage(envelope)
  assert.ok(usage.memoryBytes > 0)
  const { enforcement } = run
  if (enforcement.kind === 'none') assert.match(enforcement.because, /Cannot make cgroups: .*Run as root/s)
  else assert.ok(usage.throttledSeconds > 0, JSON.stringify(usage))
  await process.stop()
  await envelope.remove()
})

test('limits can be read in the files of the cgroup, and be taken off again', async (t) => {
  const run = await testRun(t)
  const envelope = await run.envelopes.create('limited')
  await envelope.limit({ cores: 0.25, memoryBytes: 64 * 2 ** 20 })
  assert.deepEqual(limitsOf(run.enforcement.kind, envelope), expected[run.enforcement.kind].on)
  await envelope.limit('off')
  assert.deepEqual(limitsOf(run.enforcement.kind, envelope), expected[run.enforcement.kind].off)
  await envelope.remove()
  assert.ok(envelope.entrances.every((file) => !existsSync(file)))
})

const expected = {
  'cgroup v1': { on: ['6250', '25000', '67108864'], off: ['-1', '25000', '9223372036854771712'] },
  'cgroup v2': { on: ['6250 25000', '67108864'], off: ['max 25000', 'max'] },
  none: { on: [], off: [] },
}

const files = {
  'cgroup v1': ['cpu.cfs_quota_us', 'cpu.cfs_period_us', 'memory.limit_in_bytes'],
  'cgroup v2': ['cpu.max', 'memory.max'],
  none: [],
}

function limitsOf(kind: keyof typeof files, { entrances }: Envelope): string[] {
  return files[kind].map((name) => {
    const file = entrances.map((entrance) => join(dirname(entrance), name)).find(existsSync)
    return readFileSync(file ?? name, 'utf8').trim()
  })
}

test('a component that takes more memory than it may is killed, and that is counted', async (t) => {
  const run = await testRun(t)
  const { enforcement } = run
  if (enforcement.kind === 'none') return assert.match(enforcement.because, /Run as root/)
  const envelope = await run.envelopes.create('greedy')
  await envelope.limit({ cores: 1, memoryBytes: 32 * 2 ** 20 })
  await using process = await spawnShell(run, 'exec tail /dev/zero', envelope)
  await process.exited
  assert.equal((await envelope.usage()).outOfMemoryKills, 1)
})

test('without cgroups, usage is that of the processes and their children', async (t) => {
  const run = await testRun(t)
  const envelope = await unconstrained.create('free')
  await using _process = await spawnShell(run, `(${busy}) & wait`, envelope)
  const usage = await busyUsage(envelope)
  assert.ok(usage.memoryBytes > 0)
  assert.ok(usage.runDelaySeconds >= 0)
})
