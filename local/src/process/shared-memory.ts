import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tryRead } from './proc.ts'

/** Line of postmaster.pid with the key and the id of the small System V segment that guards a data folder. */
const segmentLine = 6

/** Removes the segments of PostgreSQL servers in a run that were killed: the kernel keeps them until the next boot. */
export async function removeSharedMemory(run: string): Promise<void> {
  const folders = await readdir(run).catch(() => [])
  for (const folder of folders) {
    const line = tryRead(join(run, folder, 'data', 'postmaster.pid'))?.split('\n')[segmentLine]
    const id = line?.trim().split(/\s+/)[1]
    // Already gone, or ipcrm is not there: what stays is 56 bytes.
    if (id) await promisify(execFile)('ipcrm', ['-m', id]).catch(() => undefined)
  }
}
