import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

export interface User {
  readonly uid: number
  readonly gid: number
}

/** Whom servers run as: `nobody` where this process is root (PostgreSQL refuses root), else whoever runs this. */
export async function serverUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const entry = (await readFile('/etc/passwd', 'utf8')).split('\n').find((line) => line.startsWith('nobody:'))
  const [, , uid, gid] = entry?.split(':') ?? []
  if (!uid || !gid) {
    throw new Error(
      'Cannot start servers as root: a user `nobody` is required, /etc/passwd has none. Run as another user.',
    )
  }
  return { uid: Number(uid), gid: Number(gid) }
}

/** Throws unless every folder on the way to `path` lets other users through. */
export function requireReachable(path: string): void {
  const closed = pathTo(resolve(path)).find((folder) => (statSync(folder).mode & 0o001) === 0)
  if (closed === undefined) return
  throw new Error(
    `Cannot run servers as \`nobody\` from ${path}: every folder on the way must let other users through, ${closed} does not. ` +
      `Run \`chmod o+x ${closed}\`, or set TELEMARK_CACHE to another folder.`,
  )
}

function pathTo(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [...pathTo(parent), path]
}
