import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { flatValue, processesIn, removeCgroup } from './cgroup-folder.ts'
import { cpuQuota } from './cpu-quota.ts'
import type { Envelope, EnvelopeFactory, EnvelopeLimit, EnvelopeUsage } from './envelope.ts'
import { runDelayCounter } from './run-delay.ts'

/** Controllers that must be handed down to the run's cgroup. */
export const v2Controllers = ['cpu', 'memory'] as const

/** Envelopes as cgroups v2, below the run's own cgroup. */
export function cgroupV2(folder: string): EnvelopeFactory {
  return {
    async create(name) {
      const cgroup = join(folder, name)
      await mkdir(cgroup)
      return envelope(name, cgroup)
    },
  }
}

function envelope(name: string, cgroup: string): Envelope {
  const runDelay = runDelayCounter()
  return {
    name,
    entrances: [join(cgroup, 'cgroup.procs')],
    entered: () => undefined,
    limit: (to) => limit(cgroup, to),
    usage: () => usage(cgroup, runDelay),
    remove: () => removeCgroup(cgroup),
  }
}

async function limit(cgroup: string, to: EnvelopeLimit | 'off'): Promise<void> {
  if (to === 'off') {
    await writeFile(join(cgroup, 'cpu.max'), 'max')
    await writeFile(join(cgroup, 'memory.max'), 'max')
    return
  }
  const { quotaUs, periodUs } = cpuQuota(to.cores)
  await writeFile(join(cgroup, 'cpu.max'), `${quotaUs} ${periodUs}`)
  await writeFile(join(cgroup, 'memory.max'), String(Math.floor(to.memoryBytes)))
}

async function usage(cgroup: string, runDelay: ReturnType<typeof runDelayCounter>): Promise<EnvelopeUsage> {
  const [cpuStat, memory, memoryStat, memoryEvents] = await Promise.all([
    readFile(join(cgroup, 'cpu.stat'), 'utf8'),
    readFile(join(cgroup, 'memory.current'), 'utf8'),
    readFile(join(cgroup, 'memory.stat'), 'utf8'),
    readFile(join(cgroup, 'memory.events'), 'utf8'),
  ])
  return {
    cpuSeconds: flatValue(cpuStat, 'usage_usec') / 1e6,
    throttledSeconds: flatValue(cpuStat, 'throttled_usec') / 1e6,
    runDelaySeconds: runDelay(processesIn(cgroup)),
    // Page cache that the kernel may drop at once is not counted, as ECS does not count it.
    memoryBytes: Math.max(0, Number(memory) - flatValue(memoryStat, 'inactive_file')),
    outOfMemoryKills: flatValue(memoryEvents, 'oom_kill'),
  }
}
