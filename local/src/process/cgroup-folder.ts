import { readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, tryRead } from './proc.ts'
import { waitUntil } from './wait.ts'

/** The processes that are in a cgroup, those that have ended aside; none if there is no such cgroup. */
export function processesIn(cgroup: string): number[] {
  const ids = tryRead(join(cgroup, 'cgroup.procs'))?.trim() ?? ''
  return ids === '' ? [] : ids.split('\n').map(Number)
}

/** Names of the cgroups in a cgroup; none if another start has removed it meanwhile. */
export function childrenOf(cgroup: string): readonly string[] {
  try {
    return readdirSync(cgroup, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Removes a cgroup without children. The kernel takes a moment to let go of processes that have ended. */
export async function removeCgroup(cgroup: string): Promise<void> {
  await waitUntil(`Cannot remove ${cgroup}: it is still in use`, async () => removedNow(cgroup), {
    withinMs: 5_000,
  })
}

/** Kills what is in a cgroup and waits until it is empty. */
export async function emptyCgroup(cgroup: string): Promise<void> {
  await waitUntil(`Cannot end the processes in ${cgroup}`, async () => {
    const running = processesIn(cgroup).filter((pid) => isRunning(pid))
    for (const pid of running) kill(pid)
    return running.length === 0
  })
}

/** SIGKILL; a process that ended meanwhile is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function removedNow(cgroup: string): boolean {
  try {
    rmdirSync(cgroup)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return true
    if (code === 'EBUSY') return false
    throw error
  }
}

/** Value of `key` in a file of lines `key value`, as `cpu.stat` is. */
export function flatValue(text: string, key: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${key} `))
  return Number(line?.slice(key.length + 1) ?? 0)
}
