import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { isRunning } from '../../src/process/proc.ts'
import { processesIn } from '../../src/process/processes-in.ts'
import { openRun } from '../../src/process/run-folder.ts'
import { leftBehind } from '../support/left-behind.ts'
import { spawnShell, testRun } from '../support/run.ts'

const hangs = new URL('../support/bench-that-hangs.ts', import.meta.url)

interface Opened {
  readonly path: string
  readonly pid: number
  readonly entrances: readonly string[]
}

test('what a killed run left is gone after the next start', async (t) => {
  const bench = spawn(process.execPath, [hangs.pathname], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => bench.kill('SIGKILL'))
  const [line] = await once(createInterface(bench.stdout), 'line')
  const { path, entrances }: Opened = JSON.parse(line)
  await eventually(() => assert.ok(working(path).length >= 2))

  await using _living = await openRun()
  assert.ok(working(path).length >= 2, 'a living run is left alone')

  bench.kill('SIGKILL')
  await once(bench, 'exit')
  await using _next = await openRun()
  assert.deepEqual(leftBehind(path), [])
  assert.ok(entrances.every((file) => !existsSync(file)))
})

function working(path: string): number[] {
  return processesIn(path).filter((pid) => isRunning(pid))
}

test('a killed bench takes the processes that it started itself along at once', async (t) => {
  const bench = spawn(process.execPath, [hangs.pathname], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => bench.kill('SIGKILL'))
  const [line] = await once(createInterface(bench.stdout), 'line')
  const { pid }: Opened = JSON.parse(line)
  assert.ok(isRunning(pid))
  bench.kill('SIGKILL')
  await eventually(() => assert.ok(!isRunning(pid)))
  await using _next = await openRun()
})

test('two runs side by side do not meet', async (t) => {
  const first = await testRun(t)
  const survivor = await spawnShell(first, 'sleep 1000', await first.envelopes.create('same-name'))
  const second = await openRun()
  assert.notEqual(first.path, second.path)
  await spawnShell(second, 'sleep 1000', await second.envelopes.create('same-name'))
  await second[Symbol.asyncDispose]()
  assert.deepEqual(leftBehind(second.path), [])
  assert.ok(isRunning(survivor.pid))
  assert.ok(existsSync(first.path))
})

test('a cache folder whose path is too long for sockets is refused', async (t) => {
  const before = process.env.TELEMARK_CACHE
  t.after(() => {
    if (before === undefined) delete process.env.TELEMARK_CACHE
    else process.env.TELEMARK_CACHE = before
  })
  process.env.TELEMARK_CACHE = `/tmp/${'long/'.repeat(20)}`
  await assert.rejects(openRun(), /at most \d+ bytes for their sockets, it has 105\. Set TELEMARK_CACHE/)
})
