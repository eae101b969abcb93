import type { EnvelopeFactory } from './envelope.ts'
import { processIds, processStat, residentBytes } from './proc.ts'
import { runDelayCounter } from './run-delay.ts'

/** Where there are no cgroups: nothing is limited, usage is what the processes and their children have used. */
export const unconstrained: EnvelopeFactory = {
  async create(name) {
    const roots = new Set<number>()
    const runDelay = runDelayCounter()
    const cpu = cpuCounter()
    return {
      name,
      entrances: [],
      entered: (pid) => void roots.add(pid),
      limit: async () => undefined,
      async usage() {
        const pids = families(roots)
        return {
          cpuSeconds: cpu(pids),
          throttledSeconds: 0,
          runDelaySeconds: runDelay(pids),
          memoryBytes: pids.reduce((sum, pid) => sum + residentBytes(pid), 0),
          outOfMemoryKills: 0,
        }
      },
      remove: async () => undefined,
    }
  },
}

/** The processes and all that descend from them. */
function families(roots: ReadonlySet<number>): number[] {
  const family = new Set(roots)
  const parents = processIds().map((pid) => ({ pid, parent: processStat(pid)?.parent ?? 0 }))
  let before = 0
  while (family.size > before) {
    before = family.size
    for (const { pid, parent } of parents) if (family.has(parent)) family.add(pid)
  }
  return [...family]
}

/** A child's time is counted by its parent once it has been waited for; the highest sum so far keeps the counter from falling. */
function cpuCounter(): (pids: readonly number[]) => number {
  let highest = 0
  return (pids) => {
    const now = pids.reduce((sum, pid) => sum + (processStat(pid)?.cpuSeconds ?? 0), 0)
    highest = Math.max(highest, now)
    return highest
  }
}
