import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startRun, writeRun } from '../../bench/write-run.ts'

test('A run is recorded with its start, machine, commit and figures, in a folder that need not exist', async (context) => {
  const parent = await mkdtemp(join(tmpdir(), 'telemark-bench-'))
  context.after(() => rm(parent, { recursive: true }))
  const start = { ...(await startRun()), startedAt: '2026-11-25T04:05:06.789Z' }
  const figures = { eventsPerSecond: [{ bareLoop: 2, consumer: 1 }] }
  const folder = join(parent, 'runs')
  const path = await writeRun(start, { folder, name: 'consumer', figures })
  assert.equal(path, join(folder, '2026-11-25T04-05-06-consumer.json'))
  assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { name: 'consumer', ...start, ...figures })
})

test('A run knows its commit, its Node and its machine', async () => {
  const { commit, dirty, machine } = await startRun()
  assert.match(commit, /^([0-9a-f]{40}|unknown)$/)
  assert.equal(typeof dirty, 'boolean')
  assert.equal(machine.Node, process.versions.node)
  assert.ok(Number(machine.cores) > 0 && Number(machine.memoryBytes) > 0)
})
