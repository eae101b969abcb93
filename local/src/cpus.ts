import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** The cores that each side runs on. With one core only both share it. */
export interface CpuSplit {
  readonly servers: readonly number[]
  readonly generator: readonly number[]
}

/** The second half of the cores is the load generator's, and of the bench that reads from it. */
export function splitCpus(cpus: readonly number[]): CpuSplit {
  if (cpus.length < 2) return { servers: cpus, generator: cpus }
  const servers = Math.ceil(cpus.length / 2)
  return { servers: cpus.slice(0, servers), generator: cpus.slice(servers) }
}

/** The cores that this process may run on. */
export function allowedCpus(): readonly number[] {
  const status = readFileSync('/proc/self/status', 'utf8')
  return parseCpuList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '0')
}

/** Parses the kernel's form of a set of cores: `0-3,8`. */
export function parseCpuList(list: string): readonly number[] {
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

/** Keeps this process, all its threads and what it starts from now on to `cpus`. */
export async function pinSelf(cpus: readonly number[]): Promise<void> {
  await promisify(execFile)('taskset', [
    '--all-tasks',
    '--cpu-list',
    '--pid',
    cpus.join(','),
    String(process.pid),
  ])
}
