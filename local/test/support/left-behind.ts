import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Processes that work below `folder`, and the folder itself where it is still there: for a test, nothing. */
export function leftBehind(folder: string): readonly string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => workingFolder(pid).startsWith(folder))
    .map((pid) => `process ${pid} in ${workingFolder(pid)}`)
  return existsSync(folder) ? [...processes, folder] : processes
}

/** The process that works in exactly `folder`. */
export function processIn(folder: string): number {
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && workingFolder(name) === folder)
  if (found === undefined) throw new Error(`No process works in ${folder}`)
  return Number(found)
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return '' // it has ended, or it is a thread of the kernel
  }
}

/** Processes that this one has started and that still run. */
export function children(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === process.pid)
    .map((pid) => `process ${pid} in ${workingFolder(pid)}`)
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined // it has ended
  }
}
