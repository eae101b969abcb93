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
/** A bench has nothing open for the first two seconds, and for instants between two runs: so many in a row are no chance. */
const draws = 5
/** Killed at any moment: while sizing or within the first ramp, and while every server of `kafka` starts or stands. */
const commands = [
  {
    args: ['compare', '--profile', 'smoke', '--architectures', 'kafka', '--workloads', 'mixed'],
    latestMs: 85_000,
  },
  { args: ['up', 'kafka'], latestMs: 15_000 },
] as const
type Command = (typeof commands)[number]

suite('A bench that is killed with SIGKILL', () => {
  for (let kill = 1; kill <= kills; kill += 1) {
    const command = commands[kill % commands.length] as Command
    test(`leaves nothing behind after the next start (${kill} of ${kills}: ${command.args[0]})`, async () => {
      await using living = await openRun()
      const runs = await runsOfKilled(command, dirname(living.path))
      await using _next = await openRun()
      assert.deepEqual(runs.flatMap(leftOf), [])
    })
  }
})

/** What a killed bench leaves to clear. A moment before it has opened anything would test nothing, and is drawn again. */
async function runsOfKilled(command: Command, folder: string): Promise<readonly BenchRun[]> {
  for (let draw = 1; draw <= draws; draw += 1) {
    const runs = runsOf(await killedBench(command), folder)
    if (runs.length > 0) return runs
  }
  return assert.fail(`${command.args[0]} had opened nothing at any of ${draws} moments`)
}

/** The pid of a bench that was killed at a random moment. */
async function killedBench({ args, latestMs }: Command): Promise<number | undefined> {
  const results = await mkdtemp(join(tmpdir(), 'killed-'))
  const kept = args[0] === 'compare' ? ['--results', results] : []
  const bench = spawn(process.execPath, [telemark, ...args, ...kept], { stdio: 'ignore' })
  const ended = once(bench, 'exit')
  await delay(Math.random() * latestMs) // no moment is better than another: any must do
  bench.kill('SIGKILL')
  const [exitCode] = await ended // null once it is killed; done before that, it left nothing, and the moment is drawn again
  await rm(results, { recursive: true })
  assert.ok(exitCode === null || exitCode === 0, `${args[0]} ended by itself, with exit code ${exitCode}`)
  return bench.pid
}

interface BenchRun {
  readonly path: string
  readonly cgroups: readonly string[]
}

/** What the bench had open when it ended. */
function runsOf(pid: number | undefined, folder: string): readonly BenchRun[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'owner.json')))
    .map((path) => ({ path, owner: JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8')) }))
    .filter(({ owner }) => owner.pid === pid)
    .map(({ path, owner }) => ({ path, cgroups: owner.cgroups }))
}
