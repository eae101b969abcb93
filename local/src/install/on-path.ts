import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Debian keeps servers in sbin, which an ordinary user's PATH leaves out. */
const alsoIn = ['/usr/local/sbin', '/usr/sbin']

/** The program's place, or undefined. */
export function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...alsoIn]
  return folders.map((folder) => join(folder, program)).find(isExecutable)
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(realpathSync(path), constants.X_OK)
    return true
  } catch {
    return false
  }
}
