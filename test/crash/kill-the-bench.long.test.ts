import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { openRun } from '@telemark/local'
import { leftOf } from './left-of.ts'

const telemark = join(import.meta.dirname, '../../cli/src/main.ts')
const kills = 10
/** Killed at any moment: while sizing or within the first ramp, and while every server of `kafka` starts or stands. */
const commands = [
  {
    args: ['compare', '--profile', 'smoke', '--architectures', 'kafka', '--workloads', 'mixed'],
    latestMs: 110_000,
  },
  { args: ['up', 'kafka'], latestMs: 15_000 },
] as const

suite('A bench that is killed with SIGKILL', () => {
  for (let kill = 1; kill <= kills; kill += 1) {
    const { args, latestMs } = commands[kill % commands.length] as (typeof commands)[number]
    test(`leaves nothing behind after the next start (${kill} of ${kills}: ${args[0]})`, async () => {
      const results = await mkdtemp(join(tmpdir(), 'killed-'))
      const kept = args[0] === 'compare' ? ['--results', results] : []
      const bench = spawn(process.execPath, [telemark, ...args, ...kept], { stdio: 'ignore' })
      await delay(Math.random() * latestMs) // no moment is better than another: any must do
      await using before = await openRun()
      const runs = runsOf(bench.pid, dirname(before.path))
      bench.kill('SIGKILL')
      if (bench.exitCode === null && bench.signalCode === null) await once(bench, 'exit')

      await using _next = await openRun()
      assert.deepEqual(runs.flatMap(leftOf), [])
      await rm(results, { recursive: true })
    })
  }
})

interface BenchRun {
  readonly path: string
  readonly cgroups: readonly string[]
}

/** What the bench has opened so far. */
function runsOf(pid: number | undefined, folder: string): readonly BenchRun[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'owner.json')))
    .map((path) => ({ path, owner: JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8')) }))
    .filter(({ owner }) => owner.pid === pid)
    .map(({ path, owner }) => ({ path, cgroups: owner.cgroups }))
}
