import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from './errors/cli-error.ts'

/** Makes `<parent>/<time>`, e.g. `results/2026-11-23T20-15-00`; its path. */
export async function createResultsFolder(parent: string, now: Date): Promise<string> {
  const folder = join(parent, now.toISOString().slice(0, 19).replaceAll(':', '-'))
  try {
    await mkdir(parent, { recursive: true })
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
