import { sep } from 'node:path'
import { processIds, workingFolder } from './proc.ts'

/** The processes that work in `folder` or below it: all of a run's and of a part's do. Those of other users may not be seen. */
export function processesIn(folder: string): number[] {
  return processIds().filter((pid) => {
    const working = workingFolder(pid)
    return working !== undefined && (working === folder || working.startsWith(folder + sep))
  })
}
