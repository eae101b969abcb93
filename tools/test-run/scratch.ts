import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { leftRuns, openRun } from '@telemark/local'
import { processesOf } from './processes-of.ts'

/** The temporary folder of one test run, so that what a test leaves behind can be told from everybody else's. */
export interface Scratch extends AsyncDisposable {
  readonly path: string
  /** Call it when a test file has ended: the next start of a run clears what the last one left. */
  look(): void
  /** One line for each process and folder that the tests left; empty when they cleaned up. */
  leftovers(): Promise<readonly string[]>
}

// A process that was told to end may still be on its way out when its test has ended.
const graceMs = 2000

/** Disposing kills what is left and removes the folder. */
export async function openScratch(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), 'telemark-test-'))
  await chmod(path, 0o711) // servers run as another user, below it
  const looks = [leftRuns()]
  return {
    path,
    look() {
      looks.push(leftRuns())
    },
    async leftovers() {
      const [earlier = [], ...later] = await Promise.all([...looks, leftRuns()])
      const runs = [...new Set(later.flat())].filter((run) => !earlier.includes(run))
      return [...runs.map((run) => `run ${run}`), ...(await leftIn(path))]
    },
    async [Symbol.asyncDispose]() {
      for (const { pid } of await processesOf(path)) process.kill(pid, 'SIGKILL')
      await rm(path, { recursive: true, force: true })
      if ((await leftRuns()).length > 0) await clearRuns()
    },
  }
}

/** A start clears what is left, whoever left it. */
async function clearRuns(): Promise<void> {
  await using _run = await openRun()
}

async function leftIn(path: string): Promise<readonly string[]> {
  const deadline = Date.now() + graceMs
  while ((await processesOf(path)).length > 0 && Date.now() < deadline) await delay(100)
  return [
    ...(await processesOf(path)).map(({ pid, command }) => `process ${pid}: ${command}`),
    ...(await readdir(path)).map((name) => `folder ${join(path, name)}`),
  ]
}
