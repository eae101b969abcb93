import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Enforcement } from '@telemark/deployment'
import { childrenOf, emptyCgroup, removeCgroup } from './cgroup-folder.ts'
import { cgroupPlaces } from './cgroup-mounts.ts'
import { cgroupV1, v1Controllers } from './cgroup-v1.ts'
import { cgroupV2 } from './cgroup-v2.ts'
import { delegatedCgroup, handDown } from './delegated-cgroup.ts'
import type { EnvelopeFactory } from './envelope.ts'
import { unconstrained } from './unconstrained.ts'

/** How the envelopes of one run are kept. */
export interface Envelopes {
  readonly enforcement: Enforcement
  readonly factory: EnvelopeFactory
  /** The run's own cgroups, each with one child an envelope: recorded, so that a later start finds them. */
  readonly cgroups: readonly string[]
}

/**
 * The kernel's usual weights. A run gets ten times as much: whoever reads its results on the same cores must not delay what
 * is measured, least of all the moment at which the load generator sends.
 */
const v1Shares = 1024
const v2Weight = 100

/** Called before cgroups are made: a kill right after still leaves a trace of them. */
type RecordCgroups = (cgroups: readonly string[]) => Promise<void>

export const envelopesRemedy =
  'Run as root, or as `systemd-run --user --scope -p Delegate=yes <command>` on cgroup v2.'

/** Makes the cgroups that hold a run's envelopes; without the right to, says why there are none. */
export async function openEnvelopes(runId: string, record: RecordCgroups): Promise<Envelopes> {
  try {
    return await open(`telemark-${runId}`, record)
  } catch (error) {
    const because = `Cannot make cgroups: ${(error as Error).message}. ${envelopesRemedy}`
    return { enforcement: { kind: 'none', because }, factory: unconstrained, cgroups: [] }
  }
}

/** The kind of envelopes that can be made here, found out by making some; rejects with why there are none. */
export async function probeEnvelopes(): Promise<Enforcement['kind']> {
  const { enforcement, cgroups } = await open(`telemark-probe-${process.pid}`, async () => undefined)
  await removeEnvelopes(cgroups)
  return enforcement.kind
}

/** Removes the cgroups of a run with everything in them. */
export async function removeEnvelopes(cgroups: readonly string[]): Promise<void> {
  for (const cgroup of cgroups) {
    for (const name of childrenOf(cgroup)) {
      await emptyCgroup(join(cgroup, name))
      await removeCgroup(join(cgroup, name))
    }
    await removeCgroup(cgroup)
  }
}

async function open(name: string, record: RecordCgroups): Promise<Envelopes> {
  return (await openV1(name, record)) ?? (await openV2(name, record))
}

async function openV1(name: string, record: RecordCgroups): Promise<Envelopes | undefined> {
  const { v1 } = cgroupPlaces()
  const [cpu, cpuacct, memory] = v1Controllers.map((controller) => v1.get(controller))
  if (!cpu || !cpuacct || !memory) return undefined
  const folders = { cpu: join(cpu, name), cpuacct: join(cpuacct, name), memory: join(memory, name) }
  const cgroups = [...new Set(Object.values(folders))]
  await makeAll(cgroups, record)
  await orRemove(cgroups, writeFile(join(folders.cpu, 'cpu.shares'), String(10 * v1Shares)))
  return { enforcement: { kind: 'cgroup v1' }, factory: cgroupV1(folders), cgroups }
}

async function openV2(name: string, record: RecordCgroups): Promise<Envelopes> {
  const { v2 } = cgroupPlaces()
  if (!v2) throw new Error('no cgroup hierarchy with CPU and memory is mounted')
  const cgroup = join(await delegatedCgroup(v2), name)
  await makeAll([cgroup], record)
  await orRemove([cgroup], writeFile(join(cgroup, 'cpu.weight'), String(10 * v2Weight)))
  await handDown(cgroup)
  return { enforcement: { kind: 'cgroup v2' }, factory: cgroupV2(cgroup), cgroups: [cgroup] }
}

async function makeAll(cgroups: readonly string[], record: RecordCgroups): Promise<void> {
  await record(cgroups)
  await orRemove(
    cgroups,
    cgroups.reduce((made, cgroup) => made.then(() => mkdir(cgroup)), Promise.resolve()),
  )
}

/** Waits for `work`; when it fails nothing stays of the cgroups. */
async function orRemove(cgroups: readonly string[], work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    await removeEnvelopes(cgroups)
    throw error
  }
}
