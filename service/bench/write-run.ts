import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** When, where and of which code a benchmark runs. */
export interface RunStart {
  /** ISO 8601. */
  readonly startedAt: string
  /** `unknown` outside a git checkout, which counts as dirty. */
  readonly commit: string
  /** Whether the checkout held changes that the commit does not. */
  readonly dirty: boolean
  readonly machine: Readonly<Record<string, string | number>>
}

/** Call it first: while a run lasts, the checkout may move on. */
export async function startRun(): Promise<RunStart> {
  const startedAt = new Date().toISOString()
  const [commit, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain')])
  const machine = {
    CPU: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    Node: process.versions.node,
  }
  return { startedAt, commit: commit ?? 'unknown', dirty: changes !== '', machine }
}

/** Writes `start` and `figures` to `<folder>/<time>-<name>.json`; the path. */
export async function writeRun(
  start: RunStart,
  { folder, name, figures }: { folder: string; name: string; figures: object },
): Promise<string> {
  const time = start.startedAt.slice(0, 19).replaceAll(':', '-')
  const path = join(folder, `${time}-${name}.json`)
  await mkdir(folder, { recursive: true })
  await writeFile(path, `${JSON.stringify({ name, ...start, ...figures }, undefined, 2)}\n`)
  return path
}

async function git(...command: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', command, { cwd: import.meta.dirname })
    return stdout.trim()
  } catch {
    return undefined
  }
}
