import { join } from 'node:path'
import type { Size } from '@telemark/deployment'
import { type ClampedEnvelope, clampedEnvelope } from '../process/clamped-envelope.ts'
import type { EnvelopeLimit } from '../process/envelope.ts'
import { freePort } from '../process/ports.ts'
import type { Run } from '../process/run-folder.ts'
import { type ServerProcess, spawnInEnvelope } from '../process/spawn.ts'
import { nodeSettings } from './node-settings.ts'
import { ready } from './ready.ts'

/** A process of the service that serves. Disposing stops it and removes its envelope. */
export interface Task extends AsyncDisposable {
  /** `api-1`: unique in its deployment, a replacement gets the next number. */
  readonly name: string
  readonly number: number
  readonly port: number
  readonly url: URL
  readonly log: string
  readonly envelope: ClampedEnvelope
  readonly process: ServerProcess
}

export interface TaskOptions {
  readonly run: Run
  /** Path of the service's `main.ts`. */
  readonly serviceMain: string
  readonly role: 'api' | 'consumer'
  readonly number: number
  readonly environment: Readonly<Record<string, string>>
  readonly size: Size
  /** What `size` is on this machine. */
  readonly limit: EnvelopeLimit
  readonly cpus: readonly number[]
}

/** A task finishes what is in flight; nothing in flight takes longer than this. */
const stopWithinMs = 4000

/** Starts one task, unclamped, and resolves when it says that it is ready. */
export async function startTask(options: TaskOptions, signal: AbortSignal): Promise<Task> {
  const { run, role, number } = options
  const name = `${role}-${number}`
  await using opened = new AsyncDisposableStack()
  const cwd = await run.folder(name)
  const log = join(cwd, 'log')
  const port = await freePort()
  const envelope = opened.adopt(await run.envelopes.create(name), (created) => created.remove())
  const process = await spawnInEnvelope({
    name,
    cwd,
    log,
    envelope,
    cpus: options.cpus,
    command: command(options, port),
  })
  // Not SIGTERM: it serves nobody any more, and need not wait until the load balancer notices.
  opened.adopt(process, () => process.stop('SIGINT', stopWithinMs))
  const url = new URL(`http://127.0.0.1:${port}`)
  await process.alive(ready(new URL('/health/ready', url), signal))
  const kept = opened.move()
  return {
    name,
    number,
    port,
    url,
    log,
    envelope: clampedEnvelope(envelope, options.limit),
    process,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function command({ serviceMain, role, environment, size }: TaskOptions, port: number) {
  const node = nodeSettings(size)
  return {
    path: process.execPath,
    args: [...node.args, serviceMain, role],
    env: { ...node.env, ...environment, TELEMARK_HOST: '127.0.0.1', TELEMARK_PORT: String(port) },
  }
}
