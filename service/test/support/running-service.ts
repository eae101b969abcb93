import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serviceMain } from '../../src/index.ts'

/** One line of a process' log. */
export type LogLine = Readonly<Record<string, unknown>>

/** A process of the service that serves. */
export interface RunningService {
  readonly url: string
  /** What it has logged so far, as it stands there. */
  readonly lines: readonly string[]
  signal(name: NodeJS.Signals): void
  /** Asks it to leave, and waits until it has: its exit code. On SIGTERM it serves on for three seconds, on SIGINT (the default) it does not. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

export interface ServiceOptions {
  readonly role: 'api' | 'consumer'
  readonly env: Readonly<Record<string, string>>
  /** Flags of Node itself. */
  readonly node?: readonly string[]
}

/** Starts a process of the service on a free port; resolves when it says that it serves. It ends with the test. */
export async function runningService(
  t: TestContext,
  { role, env, node = [] }: ServiceOptions,
): Promise<RunningService> {
  const child = spawn(process.execPath, [...node, fileURLToPath(serviceMain), role], {
    env: { PATH: process.env.PATH, TELEMARK_PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal)
    const [code] = await exited
    return code as number | null
  }
  t.after(() => stop())
  const lines: string[] = []
  const serving = Promise.withResolvers<string>()
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line)
    const { msg, url } = parsed(line)
    if (msg === 'Serving') serving.resolve(String(url))
  })
  void exited.then(([code]) => serving.reject(new Error(`${role} ended with ${code}:\n${lines.join('\n')}`)))
  return { url: await serving.promise, lines, signal: (name) => void child.kill(name), stop }
}

/** A line that is no JSON has no fields. */
export function parsed(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine
  } catch {
    return {}
  }
}
