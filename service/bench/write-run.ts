import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Provenance, provenance } from '@telemark/bench'

/** When, where and of which code a benchmark runs. */
export interface RunStart extends Provenance {
  /** ISO 8601. */
  readonly startedAt: string
  readonly machine: Readonly<Record<string, string | number>>
}

/** Call it first: while a run lasts, the checkout may move on. */
export async function startRun(): Promise<RunStart> {
  const startedAt = new Date().toISOString()
  const machine = {
    CPU: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    Node: process.versions.node,
  }
  const service = join(import.meta.dirname, '../src')
  return { startedAt, ...(await provenance({ service })), machine }
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
