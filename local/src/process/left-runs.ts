import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../install/cache-folder.ts'
import { mayRun, readOwner } from './owner.ts'

/** Folders of runs whose owner ended without disposing them; the next start of any run clears them. */
export async function leftRuns(): Promise<readonly string[]> {
  const runs = join(cacheFolder(), 'runs')
  if (!existsSync(runs)) return []
  const left: string[] = []
  for (const name of await readdir(runs)) {
    const owner = await readOwner(join(runs, name))
    if (owner !== undefined && !mayRun(owner)) left.push(join(runs, name))
  }
  return left
}
