import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Provenance {
  /** `unknown` outside a git checkout. */
  readonly commit: string
  /** Whether the checkout held changes that the commit does not. */
  readonly dirty: boolean
  /** SHA-256 of every file below each source folder, by the source's name. */
  readonly hashes: Readonly<Record<string, string>>
}

/** Which code measures what: a cohort may only be compared with another of the same. */
export async function provenance(sources: Readonly<Record<string, string>>): Promise<Provenance> {
  const hashes = Object.entries(sources).map(
    async ([name, folder]) => [name, await hashFolder(folder)] as const,
  )
  const [commit, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain')])
  return {
    commit: commit ?? 'unknown',
    dirty: changes !== '',
    hashes: Object.fromEntries(await Promise.all(hashes)),
  }
}

async function git(...command: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', command, { cwd: import.meta.dirname })
    return stdout.trim()
  } catch {
    return undefined // No git, or not a checkout: said as `unknown`, and counted as dirty.
  }
}

/** SHA-256 of every file below `folder`, names included, hex. */
export async function hashFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const path of paths.toSorted()) {
    hash.update(path.slice(folder.length))
    hash.update(await readFile(path))
  }
  return hash.digest('hex')
}
