import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CliError } from './errors/cli-error.ts'

/** Makes `<parent>/<time>`, e.g. `results/2026-11-23T20-15-00`; its path. */
export async function createResultsFolder(parent: string, now: Date): Promise<string> {
  const folder = join(parent, now.toISOString().slice(0, 19).replaceAll(':', '-'))
  try {
    await makeFolders(parent)
    await mkdir(folder) // not recursive: two runs in the same second must not share it
    return folder
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(
      'environment',
      `Cannot make the results folder ${folder}: ${found}. Give a writable one with --results.`,
      { cause },
    )
  }
}

/** As `mkdir -p`. Node's own `recursive` never ends where a file system refuses with ENOENT, as /proc does. */
async function makeFolders(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolders(dirname(path))
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error // another run made it meanwhile
  })
}
