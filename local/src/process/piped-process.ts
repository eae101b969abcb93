import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import type { Envelope } from './envelope.ts'
import { launchLine } from './launcher.ts'

export interface PipedOptions {
  readonly command: string
  readonly args: readonly string[]
  /** The whole environment, PATH aside. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Cores that the process may run on. */
  readonly cpus: readonly number[]
  readonly envelope?: Envelope
  /** Aborting kills the process. */
  readonly signal: AbortSignal
}

/** A program whose output is read as it runs. */
export interface PipedProcess {
  readonly stdout: Readable
  kill(signal: NodeJS.Signals): void
  /** Never rejects. `code` is 128 + the number of the signal that ended it, as shells say. */
  readonly ended: Promise<{ readonly code: number; readonly stderr: string }>
}

/** Enough for a message; a program that complains in a loop does not fill memory. */
const stderrKeptBytes = 8000

/** Starts a program that ends when this process does, out of reach of the terminal's Ctrl-C. */
export function spawnPiped({ command, args, env, cwd, cpus, envelope, signal }: PipedOptions): PipedProcess {
  const [shell = '', ...line] = launchLine([command, ...args], { entrances: envelope?.entrances ?? [], cpus })
  const child = spawn(shell, line, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    signal,
    killSignal: 'SIGKILL',
  })
  if (child.pid !== undefined) envelope?.entered(child.pid)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrKeptBytes)
  })
  child.on('error', (error) => {
    stderr += error.message // an abort, or /bin/sh is missing
  })
  return {
    stdout: child.stdout,
    kill: (name) => child.kill(name),
    ended: new Promise((resolve) => {
      child.on('close', (code, signal) =>
        resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], stderr }),
      )
    }),
  }
}
