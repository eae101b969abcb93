import { cpus, release, totalmem, version } from 'node:os'
import type { Machine } from '@telemark/deployment'
import type { CpuSplit } from './cpus.ts'
import { openRun } from './process/run-folder.ts'

/** What this machine offers. Opens a run for a moment, which is how envelopes are found out. */
export async function describeMachine({ servers, generator }: CpuSplit): Promise<Machine> {
  await using run = await openRun()
  return {
    cores: new Set([...servers, ...generator]).size,
    memoryBytes: totalmem(),
    envelopes: run.enforcement,
    generatorCores: generator.length,
    serverCores: servers.length,
    facts: {
      kernel: `${release()} ${version()}`,
      CPU: cpus()[0]?.model ?? 'unknown',
      architecture: process.arch,
      Node: process.version,
      'cores of the servers': servers.join(','),
      'cores of the load generator': generator.join(','),
    },
  }
}
