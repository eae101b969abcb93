import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import type { Deployment } from '@telemark/deployment'
import { processesIn } from '@telemark/local'

/** The names of the parts that run now, of servers and tasks alike, whose name begins with `prefix`. */
export function partsOf({ parts }: Deployment, prefix: string): readonly string[] {
  return parts.map(({ name }) => name).filter((name) => name.startsWith(prefix))
}

/** Sends `signal` to every process of a part; PostgreSQL has one for each connection. */
export function signalPart({ parts }: Deployment, name: string, signal: NodeJS.Signals): void {
  const part = parts.find((one) => one.name === name)
  assert.ok(part, `No part is named ${name}`)
  const pids = processesIn(dirname(part.log)) // every part works in a folder of its own
  assert.ok(pids.length > 0, `No process of ${name} runs`)
  for (const pid of pids) trySignal(pid, signal)
}

/** `kill -9`: nobody of it gets to say goodbye. */
export function kill(deployment: Deployment, part: string): void {
  signalPart(deployment, part, 'SIGKILL')
}

/** Stops a part where it stands, as a hung machine or a cut network would. Disposing lets it go on. */
export function pause(deployment: Deployment, part: string): Disposable {
  signalPart(deployment, part, 'SIGSTOP')
  return { [Symbol.dispose]: () => signalPart(deployment, part, 'SIGCONT') }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
