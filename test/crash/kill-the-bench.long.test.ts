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
const compare = ['compare', '--profile', 'smoke', '--architectures', 'kafka', '--workloads', 'mixed']
const kills = 10
/** From before anything has started to the middle of the ramp. */
const latestMs = 60_000

suite('A bench that is killed with SIGKILL', () => {
  for (let kill = 1; kill <= kills; kill += 1) {
    test(`leaves nothing behind after the next start (${kill} of ${kills})`, async () => {
      const results = await mkdtemp(join(tmpdir(), 'killed-'))
      const bench = spawn(process.execPath, [telemark, ...compare, '--results', results], { stdio: 'ignore' })
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
