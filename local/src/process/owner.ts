import { readFileSync, readlinkSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning, processStat } from './proc.ts'

/** Who opened a run, and the cgroups that go with it; a file in the run's folder. */
export interface Owner {
  readonly pid: number
  readonly startTime: number
  /** Pids mean something only between two boots and within one pid namespace. */
  readonly boot: string
  readonly pidNamespace: string
  readonly cgroups: readonly string[]
}

const file = 'owner.json'

/** This process, as the owner of cgroups that are about to be made. */
export function thisProcess(cgroups: readonly string[] = []): Owner {
  const startTime = processStat(process.pid)?.startTime ?? 0
  return { pid: process.pid, startTime, ...place(), cgroups }
}

/** Replaces the file as a whole: a reader never sees half of it. */
export async function writeOwner(run: string, owner: Owner): Promise<void> {
  const path = join(run, file)
  await writeFile(`${path}.new`, JSON.stringify(owner))
  await rename(`${path}.new`, path)
}

/** Undefined if the folder has none. */
export async function readOwner(run: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(join(run, file), 'utf8')) as Owner
  } catch {
    return undefined
  }
}

/** Whether the owner may still run; one in another container on the same kernel cannot be seen, and is left alone. */
export function mayRun(owner: Owner): boolean {
  const here = place()
  if (owner.boot !== here.boot) return false
  return owner.pidNamespace !== here.pidNamespace || isRunning(owner.pid, owner.startTime)
}

function place(): { boot: string; pidNamespace: string } {
  return {
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    pidNamespace: readlinkSync('/proc/self/ns/pid'),
  }
}
