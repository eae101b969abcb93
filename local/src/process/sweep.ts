import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { kill } from './cgroup-folder.ts'
import { removeEnvelopes } from './envelopes.ts'
import { mayRun, type Owner, readOwner } from './owner.ts'
import { isRunning } from './proc.ts'
import { processesIn } from './processes-in.ts'
import { removeSharedMemory } from './shared-memory.ts'
import { waitUntil } from './wait.ts'

/** A run's folder has no owner yet for an instant only; older ones were killed in that instant. */
const ownerlessMs = 60_000

/** Ends and removes what runs left behind whose owner was killed. */
export async function sweep(runs: string): Promise<void> {
  if (!existsSync(runs)) return
  for (const name of await readdir(runs)) {
    const run = join(runs, name)
    const owner = await readOwner(run)
    if (owner ? !mayRun(owner) : await isOld(run)) await clear(run, owner)
  }
}

/** Ends every process of a run and removes its cgroups and its folder. */
export async function clear(run: string, owner: Pick<Owner, 'cgroups'> | undefined): Promise<void> {
  await endProcesses(run)
  await removeEnvelopes(owner?.cgroups ?? [])
  await removeSharedMemory(run)
  await rm(run, { recursive: true, force: true })
}

/** Kills every process that works in `folder` or below it; resolves when they have ended. */
export async function endProcesses(folder: string): Promise<void> {
  await waitUntil(`Cannot end the processes of ${folder}`, async () => {
    const left = processesIn(folder).filter((pid) => pid !== process.pid && isRunning(pid))
    for (const pid of left) kill(pid)
    return left.length === 0
  })
}

async function isOld(run: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(run)).mtimeMs > ownerlessMs
  } catch {
    return false // removed meanwhile by another start
  }
}
