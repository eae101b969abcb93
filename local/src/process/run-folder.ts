import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Enforcement } from '@telemark/deployment'
import { cacheFolder } from '../install/cache-folder.ts'
import { makeSharedFolder } from '../install/shared-folder.ts'
import type { EnvelopeFactory } from './envelope.ts'
import { openEnvelopes } from './envelopes.ts'
import { thisProcess, writeOwner } from './owner.ts'
import { requireReachable, serverUser } from './server-user.ts'
import { clear, sweep } from './sweep.ts'

/** A place of its own for everything that one run starts. Disposing removes it, with whatever still runs in it. */
export interface Run extends AsyncDisposable {
  readonly path: string
  /** Makes a folder below `path` that the user of the servers may write to. */
  folder(name: string): Promise<string>
  readonly envelopes: EnvelopeFactory
  readonly enforcement: Enforcement
}

/** A Unix socket's path has 107 bytes; the longest one below a run is HAProxy's while it starts. */
const longestCachePath = 107 - '/runs/12345678/haproxy/admin.sock.4194304.tmp'.length

/** Opens a run, after clearing what killed runs left behind. Never touches a living run. */
export async function openRun(): Promise<Run> {
  const runs = await runsFolder()
  await sweep(runs)
  const id = randomBytes(4).toString('hex')
  const path = join(runs, id)
  await mkdir(path)
  await chmod(path, 0o755) // whatever the umask
  await writeOwner(path, thisProcess())
  const { enforcement, factory, cgroups } = await openEnvelopes(id, (planned) =>
    writeOwner(path, thisProcess(planned)),
  )
  return {
    path,
    folder: (name) => serverFolder(join(path, name)),
    envelopes: factory,
    enforcement,
    [Symbol.asyncDispose]: () => clear(path, { cgroups }),
  }
}

async function runsFolder(): Promise<string> {
  const cache = cacheFolder()
  if (Buffer.byteLength(cache) > longestCachePath) {
    throw new Error(
      `Cannot run servers below ${cache}: the path must have at most ${longestCachePath} bytes for their sockets, ` +
        `it has ${Buffer.byteLength(cache)}. Set TELEMARK_CACHE to a shorter one.`,
    )
  }
  const runs = join(cache, 'runs')
  await makeSharedFolder(runs)
  if ((await serverUser()) !== undefined) requireReachable(runs)
  return runs
}

async function serverFolder(path: string): Promise<string> {
  await mkdir(path)
  await chmod(path, 0o700)
  const user = await serverUser()
  if (user) await chown(path, user.uid, user.gid)
  return path
}
