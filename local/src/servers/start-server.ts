import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../process/ports.ts'
import { serverUser, type User } from '../process/server-user.ts'
import { spawnInEnvelope } from '../process/spawn.ts'
import { endProcesses } from '../process/sweep.ts'
import { waitUntil } from '../process/wait.ts'
import { requiredPort } from './required-port.ts'
import type { Server, ServerOptions } from './server.ts'

/** Where a server that is about to start will be. */
export interface Place {
  /** Of its own, writable for the user that it runs as. */
  readonly folder: string
  readonly port: number
  /** Writes a file into the folder that the server may read, whatever our umask; resolves with its path. */
  write(name: string, text: string): Promise<string>
}

export interface ServerRecipe {
  /** For messages: `PostgreSQL`. */
  readonly title: string
  readonly version: string
  /** Of the folder and of the envelope. */
  readonly name: string
  /** Writes what the server needs before it starts, and says how to start it. */
  prepare(place: Place): Promise<{
    readonly path: string
    readonly args: readonly string[]
    readonly env: Readonly<Record<string, string>>
  }>
  url(port: number): string
  /** Asks the server something that only a ready one answers; throws, or says no, as long as it is not. */
  answers(place: Place): Promise<boolean>
  /** SIGTERM where left out. */
  readonly stopSignal?: NodeJS.Signals
}

/** Generous: on a busy machine a JVM takes its time. What ends early is noticed at once. */
const readyWithinMs = 60_000

/** Together with the tasks, which stop first, everything has ended 10 seconds after Ctrl-C. */
const stopWithinMs = 5_000

/** Starts a server in a folder and an envelope of its own; resolves when it answers. On failure nothing is left. */
export async function startServer(
  recipe: ServerRecipe,
  { run, cpus, port: wanted }: Pick<ServerOptions<never>, 'run' | 'cpus' | 'port'>,
): Promise<Server> {
  const { title, name, version } = recipe
  await using opened = new AsyncDisposableStack()
  const port = wanted === undefined ? await freePort() : await requiredPort(title, wanted)
  const user = await serverUser()
  const place = serverPlace(await run.folder(name), port, user)
  const envelope = opened.adopt(await run.envelopes.create(name), (created) => created.remove())
  const log = join(place.folder, 'log')
  const command = await recipe.prepare(place)
  const launch = {
    name: title,
    command,
    cwd: place.folder,
    log,
    envelope,
    ...(cpus && { cpus }),
    ...(user && { user }),
  }
  let process = await spawnInEnvelope(launch)
  const stop = () => process.stop(recipe.stopSignal, stopWithinMs)
  const answering = () => process.alive(ready(recipe, place, { log, exited: process.exited }))
  opened.defer(stop)
  await answering()
  const kept = opened.move()
  return {
    url: recipe.url(port),
    port,
    envelope,
    log,
    get process() {
      return process
    },
    version,
    async restart() {
      await stop()
      await endProcesses(place.folder) // children may outlive a parent that was killed, and hold its port and its locks
      process = await spawnInEnvelope(launch)
      await answering()
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function serverPlace(folder: string, port: number, user: User | undefined): Place {
  return {
    folder,
    port,
    async write(name, text) {
      const path = join(folder, name)
      await writeFile(path, text, { mode: 0o600 })
      if (user) await chown(path, user.uid, user.gid)
      return path
    },
  }
}

async function ready(
  { title, answers }: ServerRecipe,
  place: Place,
  { log, exited }: { log: string; exited: Promise<unknown> },
): Promise<void> {
  const gone = new AbortController()
  void exited.then(() => gone.abort())
  const problem = `Cannot start ${title}: it does not answer on port ${place.port} (its log: ${log})`
  await waitUntil(problem, () => answers(place), { withinMs: readyWithinMs, signal: gone.signal })
}
