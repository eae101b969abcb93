import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { allowedCpus } from '../../src/cpus.ts'
import type { Envelope } from '../../src/process/envelope.ts'
import { type PipedOptions, spawnPiped } from '../../src/process/piped-process.ts'

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'telemark-test-'))
  t.after(() => rm(path, { recursive: true }))
  return path
}

async function shell(t: TestContext, script: string, options: Partial<PipedOptions> = {}) {
  const signal = new AbortController().signal
  return spawnPiped({
    command: '/bin/sh',
    args: ['-c', script],
    env: {},
    cwd: await folder(t),
    cpus: allowedCpus(),
    signal,
    ...options,
  })
}

test('stdout is piped; the exit code and the end of stderr are told', async (t) => {
  const child = await shell(t, 'echo row; echo trouble >&2; exit 3')
  assert.equal(await text(child.stdout), 'row\n')
  assert.deepEqual(await child.ended, { code: 3, stderr: 'trouble\n' })
})

test('the program gets the given environment and nothing of ours', async (t) => {
  process.env.TELEMARK_LEAK = 'leaked'
  t.after(() => delete process.env.TELEMARK_LEAK)
  const child = await shell(t, 'echo "$GIVEN-$TELEMARK_LEAK"', { env: { GIVEN: 'given' } })
  assert.equal(await text(child.stdout), 'given-\n')
})

test('the process is inside its envelope before its program starts', async (t) => {
  const entrance = join(await folder(t), 'cgroup.procs')
  const entered: number[] = []
  const envelope = {
    entrances: [entrance],
    entered: (pid: number) => entered.push(pid),
  } as unknown as Envelope
  const child = await shell(t, 'echo $$', { envelope })
  const pid = await text(child.stdout)
  assert.equal(await readFile(entrance, 'utf8'), pid)
  assert.deepEqual(entered, [Number(pid)])
})

test('aborting kills the program', async (t) => {
  const stop = new AbortController()
  const child = await shell(t, 'trap "" TERM INT; echo up; while :; do sleep 1; done', {
    signal: stop.signal,
  })
  child.stdout.once('data', () => stop.abort())
  assert.equal((await child.ended).code, 128 + 9)
})
