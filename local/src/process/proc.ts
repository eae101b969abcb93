import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

// Files below /proc are made by the kernel when they are read: reading them synchronously is cheaper than
// a trip through Node's thread pool, which matters while a measurement runs on the same machine.

/** Clock ticks a second in /proc/<pid>/stat: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

export interface ProcessStat {
  readonly state: string
  readonly parent: number
  /** Of the process and of its children that it waited for. */
  readonly cpuSeconds: number
  /** Ticks since boot: with the pid it names a process for good. */
  readonly startTime: number
}

/** The processes that exist now. */
export function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** Undefined if there is no such process. */
export function processStat(pid: number): ProcessStat | undefined {
  const text = tryRead(`/proc/${pid}/stat`)
  return text === undefined ? undefined : parseStat(text)
}

/** Fields after the command, which stands in parentheses and may itself hold spaces and parentheses. */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
  return {
    state: String(fields[0]),
    parent: Number(fields[1]),
    cpuSeconds: ticks / ticksPerSecond,
    startTime: Number(fields[19]),
  }
}

/** Whether this very process still runs; a zombie does not. */
export function isRunning(pid: number, startTime?: number): boolean {
  const stat = processStat(pid)
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return false
  return startTime === undefined || stat.startTime === startTime
}

/** Bytes of memory of its own that a process holds. */
export function residentBytes(pid: number): number {
  const kibibytes = tryRead(`/proc/${pid}/status`)?.match(/^RssAnon:\s+(\d+)/m)?.[1]
  return Number(kibibytes ?? 0) * 1024
}

/** Nanoseconds that each thread of the process has waited for a core, by thread id. */
export function threadDelays(pid: number): Map<number, number> {
  const folder = `/proc/${pid}/task`
  const threads = tryList(folder).map((thread): [number, number] => [
    Number(thread),
    Number(tryRead(`${folder}/${thread}/schedstat`)?.split(' ')[1] ?? 0),
  ])
  return new Map(threads)
}

/** Working folder of a process; undefined where it ended or belongs to somebody else. */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/** Contents of a file; undefined where it does not exist or may not be read. */
export function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function tryList(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
