import { existsSync, readdirSync, readlinkSync } from 'node:fs'

/** What is still there of a run: processes that work in its folder, its folder, its cgroups. */
export function leftOf({ path, cgroups }: { path: string; cgroups: readonly string[] }): readonly string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name).startsWith(path))
    .map((pid) => `process ${pid}`)
  return [...processes, ...[path, ...cgroups].filter((folder) => existsSync(folder))]
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return '' // it has ended, or it is a thread of the kernel
  }
}
