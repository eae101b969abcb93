import { type ChildProcess, spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import type { Envelope } from './envelope.ts'
import { launchLine } from './launcher.ts'
import { logTail } from './log-tail.ts'
import type { User } from './server-user.ts'

export interface SpawnOptions {
  /** For messages: `PostgreSQL`, `API task 2`. */
  readonly name: string
  readonly command: {
    readonly path: string
    readonly args: readonly string[]
    /** The whole environment, PATH aside. */
    readonly env: Readonly<Record<string, string>>
  }
  readonly cwd: string
  /** File that gets stdout and stderr. */
  readonly log: string
  readonly envelope?: Envelope
  /** Cores that the process may run on. */
  readonly cpus?: readonly number[]
  readonly user?: User
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** `SIGKILL`, `exit code 1`. */
export function howEnded({ code, signal }: Exit): string {
  return signal ?? `exit code ${code}`
}

export interface ServerProcess extends AsyncDisposable {
  readonly pid: number
  readonly exited: Promise<Exit>
  /** Settles as `work` does, or rejects with the end of the log if the process ends before. */
  alive<T>(work: Promise<T>): Promise<T>
  /** Sends the signal (SIGTERM), waits `withinMs` (10,000), then kills. Resolves when the process has ended. */
  stop(signal?: NodeJS.Signals, withinMs?: number): Promise<void>
}

/** Starts a program that ends when this process does, out of reach of the terminal's Ctrl-C. */
export async function spawnInEnvelope(options: SpawnOptions): Promise<ServerProcess> {
  const { name, command, cwd, log, envelope, cpus, user } = options
  const place = { entrances: envelope?.entrances ?? [], ...(cpus && { cpus }), ...(user && { user }) }
  const [shell = '', ...args] = launchLine([command.path, ...command.args], place)
  await using output = await open(log, 'a')
  const child = spawn(shell, args, {
    cwd,
    env: { PATH: process.env.PATH, ...command.env },
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
  })
  const pid = await spawned(child, name)
  envelope?.entered(pid)
  return serverProcess(child, pid, { name, log })
}

async function spawned(child: ChildProcess, name: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('spawn', () => resolve(Number(child.pid)))
  child.once('error', (cause) => reject(new Error(`Cannot start ${name}: ${cause.message}`, { cause })))
  return await promise
}

function serverProcess(
  child: ChildProcess,
  pid: number,
  { name, log }: { name: string; log: string },
): ServerProcess {
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  async function stop(signal: NodeJS.Signals = 'SIGTERM', withinMs = 10_000): Promise<void> {
    child.kill(signal)
    const limit = setTimeout(() => signalGroup(pid, 'SIGKILL'), withinMs)
    await exited
    clearTimeout(limit)
    signalGroup(pid, 'SIGKILL') // children that outlived it
  }
  return {
    pid,
    exited,
    stop,
    alive: async (work) => {
      const early = exited.then((exit) => endedEarly(name, log, exit))
      // The end may make `work` fail first: that must not hide why the process ended.
      const orEarly = (error: unknown) => (hasEnded(child) ? early : Promise.reject(error))
      return await Promise.race([work.catch(orEarly), early])
    },
    [Symbol.asyncDispose]: () => stop(),
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function endedEarly(name: string, log: string, { code, signal }: Exit): Promise<never> {
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`
  throw new Error(`Cannot start ${name}: it ended ${how}. The end of ${log}:\n${await logTail(log)}`)
}

/** The process leads a group of its own: the negative pid reaches all of it. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
