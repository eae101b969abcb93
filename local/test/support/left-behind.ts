import { existsSync } from 'node:fs'
import { processIds, processStat, workingFolder } from '../../src/process/proc.ts'
import { processesIn } from '../../src/process/processes-in.ts'

/** Processes that work below `folder`, and the folder itself where it is still there: for a test, nothing. */
export function leftBehind(folder: string): readonly string[] {
  const processes = processesIn(folder).map(say)
  return existsSync(folder) ? [...processes, folder] : processes
}

/** Processes that this one has started and that still run. */
export function children(): readonly string[] {
  return processIds()
    .filter((pid) => processStat(pid)?.parent === process.pid)
    .map(say)
}

function say(pid: number): string {
  return `process ${pid} in ${workingFolder(pid) ?? 'no folder'}`
}
