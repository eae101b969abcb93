import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { flatValue, processesIn, removeCgroup } from './cgroup-folder.ts'
import { cpuQuota } from './cpu-quota.ts'
import type { Envelope, EnvelopeFactory, EnvelopeLimit, EnvelopeUsage } from './envelope.ts'
import { runDelayCounter } from './run-delay.ts'

/** The hierarchies that an envelope needs. Often two of them are one mount (`cpu,cpuacct`). */
export const v1Controllers = ['cpu', 'cpuacct', 'memory'] as const

/** Folder of the run in the hierarchy of each controller. */
export type V1Folders = Readonly<Record<(typeof v1Controllers)[number], string>>

/** Envelopes as cgroups v1. */
export function cgroupV1(folders: V1Folders): EnvelopeFactory {
  return {
    async create(name) {
      const own = {
        cpu: join(folders.cpu, name),
        cpuacct: join(folders.cpuacct, name),
        memory: join(folders.memory, name),
      }
      for (const folder of new Set(Object.values(own))) await mkdir(folder)
      return envelope(name, own)
    },
  }
}

function envelope(name: string, own: V1Folders): Envelope {
  const places = [...new Set(Object.values(own))]
  const runDelay = runDelayCounter()
  return {
    name,
    entrances: places.map((place) => join(place, 'cgroup.procs')),
    entered: () => undefined,
    async limit(to) {
      await limitCpu(own.cpu, to)
      await limitMemory(own.memory, to)
    },
    usage: () => usage(own, runDelay),
    async remove() {
      for (const place of places) await removeCgroup(place)
    },
  }
}

async function limitCpu(cgroup: string, to: EnvelopeLimit | 'off'): Promise<void> {
  // Without a quota first: the kernel checks each write alone, and old quota with new period may be refused.
  await writeFile(join(cgroup, 'cpu.cfs_quota_us'), '-1')
  if (to === 'off') return
  const { quotaUs, periodUs } = cpuQuota(to.cores)
  await writeFile(join(cgroup, 'cpu.cfs_period_us'), String(periodUs))
  await writeFile(join(cgroup, 'cpu.cfs_quota_us'), String(quotaUs))
}

async function limitMemory(cgroup: string, to: EnvelopeLimit | 'off'): Promise<void> {
  const bytes = to === 'off' ? -1 : Math.floor(to.memoryBytes)
  try {
    await writeFile(join(cgroup, 'memory.limit_in_bytes'), String(bytes))
  } catch (cause) {
    const used = (await readFile(join(cgroup, 'memory.usage_in_bytes'), 'utf8')).trim()
    throw new Error(`Cannot limit memory in ${cgroup} to ${bytes} bytes: ${used} are in use`, { cause })
  }
}

async function usage(own: V1Folders, runDelay: ReturnType<typeof runDelayCounter>): Promise<EnvelopeUsage> {
  const [cpu, cpuStat, memory, memoryStat, oom] = await Promise.all([
    readFile(join(own.cpuacct, 'cpuacct.usage'), 'utf8'),
    readFile(join(own.cpu, 'cpu.stat'), 'utf8'),
    readFile(join(own.memory, 'memory.usage_in_bytes'), 'utf8'),
    readFile(join(own.memory, 'memory.stat'), 'utf8'),
    readFile(join(own.memory, 'memory.oom_control'), 'utf8'),
  ])
  return {
    cpuSeconds: Number(cpu) / 1e9,
    throttledSeconds: flatValue(cpuStat, 'throttled_time') / 1e9,
    runDelaySeconds: runDelay(processesIn(own.cpu)),
    // Page cache that the kernel may drop at once is not counted, as ECS does not count it.
    memoryBytes: Math.max(0, Number(memory) - flatValue(memoryStat, 'total_inactive_file')),
    outOfMemoryKills: flatValue(oom, 'oom_kill'),
  }
}
