import { setTimeout as delay } from 'node:timers/promises'
import { type Architecture, components } from '@telemark/architecture'
import type { Deployment, Reading } from '@telemark/deployment'
import type { CpuMs, Monitoring } from '../record/record.ts'

/** Without readings, and with them. A component's idle CPU varies by a millisecond or two a second over less. */
const seconds = 4

/** The one of `architectures` with the most parts: what its readings cost is the most that any of them pays. */
export function withMostParts(architectures: readonly Architecture[]): Architecture | undefined {
  return architectures.toSorted((a, b) => components(b).length - components(a).length)[0]
}

/** What readings cost a deployment that has nothing else to do, and this process, which takes them. About 9 s. */
export async function measureMonitoring(
  { readings }: Pick<Deployment, 'readings'>,
  signal: AbortSignal,
): Promise<Omit<Monitoring, 'architecture'>> {
  const before = lastOf(await readFor(readings, { seconds: 1, signal }))
  const idleBench = benchCpu()
  await delay(seconds * 1000, undefined, { signal })
  const idle = idleBench()
  const sampledBench = benchCpu()
  const during = await readFor(readings, { seconds, signal })
  return {
    seconds,
    idle: { ...perSecond(before, firstOf(during)), bench: idle },
    sampled: { ...perSecond(firstOf(during), lastOf(during)), bench: sampledBench() },
  }
}

type Taken = readonly Reading[]

async function readFor(
  readings: Deployment['readings'],
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<Taken> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000 + 500)])
  const taken: Reading[] = []
  for await (const reading of readings(until)) if (reading.metric === 'cpuSeconds') taken.push(reading)
  signal.throwIfAborted()
  return taken
}

function firstOf(taken: Taken): ReadonlyMap<string, Reading> {
  return lastOf(taken.toReversed())
}

/** By component and task. */
function lastOf(taken: Taken): ReadonlyMap<string, Reading> {
  return new Map(taken.map((reading) => [`${reading.component} ${reading.task}`, reading]))
}

/** Milliseconds of CPU a second, the tasks of a component added up. */
function perSecond(before: ReadonlyMap<string, Reading>, after: ReadonlyMap<string, Reading>): CpuMs {
  const used: Partial<Record<Reading['component'], number>> = {}
  for (const [key, { component, value, at }] of after) {
    const first = before.get(key)
    if (first === undefined || at === first.at) continue
    used[component] = (used[component] ?? 0) + ((value - first.value) * 1e6) / (at - first.at)
  }
  return used
}

function benchCpu(): () => number {
  const [startedAt, before] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / (performance.now() - startedAt)
  }
}
