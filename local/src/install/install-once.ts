import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { runTool } from './run-tool.ts'
import { makeSharedFolder } from './shared-folder.ts'

export interface Installation {
  /** For messages, with the version: `k6 2.2.0`. */
  readonly name: string
  /** What is done and about how long it takes, once. */
  readonly step: string
  /** The folder that holds it when done; its name carries the version. */
  readonly target: string
  /** Fills an empty folder, which becomes `target` when all of it is there. */
  fill(folder: string): Promise<void>
}

const abandonedAfterMs = 60 * 60 * 1000

/**
 * Makes `target` if it is not there. A killed installation leaves nothing that looks done, and of two at once both
 * succeed: the folder appears under its name in one step.
 */
export async function installOnce(
  installation: Installation,
  report: (line: string) => void,
): Promise<string> {
  const { name, step, target, fill } = installation
  if (existsSync(target)) return target
  const startedAt = Date.now()
  report(`${name}: ${step}`)
  await makeSharedFolder(dirname(target))
  await removeAbandoned(target)
  const unfinished = await mkdtemp(join(dirname(target), `.${basename(target)}-`))
  try {
    await fill(unfinished)
    await runTool(['chmod', '-R', 'a+rX', unfinished]) // servers run as another user where we are root
    await moveIntoPlace(unfinished, target)
  } catch (cause) {
    throw new Error(`Cannot install ${name} into ${target}: ${(cause as Error).message}`, { cause })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  report(`${name}: ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  return target
}

/** What killed installations left: nothing takes that long. */
async function removeAbandoned(target: string): Promise<void> {
  const names = await readdir(dirname(target))
  for (const name of names.filter((entry) => entry.startsWith(`.${basename(target)}-`))) {
    const folder = join(dirname(target), name)
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() })) // its owner has just renamed it
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(folder, { recursive: true, force: true })
  }
}

async function moveIntoPlace(unfinished: string, target: string): Promise<void> {
  try {
    await rename(unfinished, target)
  } catch (error) {
    if (!existsSync(target)) throw error // somebody else was faster otherwise, with the same result
  }
}
