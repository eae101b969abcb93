import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { isRunning, workingFolder } from '../../src/process/proc.ts'
import { processesIn } from '../../src/process/processes-in.ts'
import { spawnInEnvelope } from '../../src/process/spawn.ts'
import { spawnShell, testRun } from '../support/run.ts'

const never = new Promise<never>(() => undefined)

test('an early end is told with the end of the log', async (t) => {
  const run = await testRun(t)
  const process = await spawnShell(run, 'echo the disk is full >&2; exit 3')
  await assert.rejects(
    process.alive(never),
    /Cannot start the script: it ended with exit code 3\..*the disk is full/s,
  )
})

test('a program that does not exist is an early end too', async (t) => {
  const run = await testRun(t)
  const cwd = await run.folder('missing')
  const command = { path: '/nowhere/redis-server', args: [], env: {} }
  const process = await spawnInEnvelope({ name: 'Redis', command, cwd, log: join(cwd, 'log') })
  await assert.rejects(process.alive(never), /Cannot start Redis.*\/nowhere\/redis-server/s)
})

test('what ignores SIGTERM is killed, with the children that it started', async (t) => {
  const run = await testRun(t)
  const process = await spawnShell(run, 'trap "" TERM; sleep 1000 & wait; sleep 1000')
  const folder = workingFolder(process.pid) ?? ''
  const inFolder = () => processesIn(folder).filter((pid) => isRunning(pid))
  await eventually(() => assert.ok(inFolder().length > 1))
  await process.stop('SIGTERM', 100)
  assert.equal((await process.exited).signal, 'SIGKILL')
  await eventually(() => assert.deepEqual(inFolder(), []))
})

test('a program may be kept to some cores, and leads a session of its own', async (t) => {
  const run = await testRun(t)
  const cwd = await run.folder('pinned')
  const command = { path: 'sleep', args: ['1000'], env: {} }
  await using process = await spawnInEnvelope({
    name: 'sleep',
    command,
    cwd,
    log: join(cwd, 'log'),
    cpus: [0],
  })
  await eventually(() =>
    assert.match(readFileSync(`/proc/${process.pid}/status`, 'utf8'), /^Cpus_allowed_list:\s*0$/m),
  )
  const session = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3]
  assert.equal(Number(session), process.pid)
})
