import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Envelope } from '../../src/process/envelope.ts'
import { openRun, type Run } from '../../src/process/run-folder.ts'
import { type ServerProcess, spawnInEnvelope } from '../../src/process/spawn.ts'

/** A run until the test has ended. */
export async function testRun(t: TestContext): Promise<Run> {
  const run = await openRun()
  t.after(() => run[Symbol.asyncDispose]())
  return run
}

/** Runs a shell script in a folder of the run. */
export async function spawnShell(run: Run, script: string, envelope?: Envelope): Promise<ServerProcess> {
  const cwd = await run.folder(`shell-${crypto.randomUUID().slice(0, 8)}`)
  return await spawnInEnvelope({
    name: 'the script',
    command: { path: '/bin/sh', args: ['-c', script], env: {} },
    cwd,
    log: join(cwd, 'log'),
    ...(envelope && { envelope }),
  })
}
