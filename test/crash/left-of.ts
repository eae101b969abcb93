import { existsSync } from 'node:fs'
import { processesIn } from '@telemark/local'

/** What is still there of a run: processes that work in its folder, its folder, its cgroups. */
export function leftOf({ path, cgroups }: { path: string; cgroups: readonly string[] }): readonly string[] {
  const processes = processesIn(path).map((pid) => `process ${pid}`)
  return [...processes, ...[path, ...cgroups].filter((folder) => existsSync(folder))]
}
