import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { processesIn, removeCgroup } from './cgroup-folder.ts'
import { v2Controllers } from './cgroup-v2.ts'

/** Leaf that the processes of a delegated cgroup move to: one with processes cannot hand controllers down. */
const bench = 'telemark-bench'

/**
 * A cgroup (v2) below which envelopes may be made, with CPU and memory handed down to its children: the top of
 * what is visible where this may be written to (root), else the cgroup that this process was given.
 */
export async function delegatedCgroup({ mount, own }: { mount: string; own: string }): Promise<string> {
  if ((await handedDown(mount)) && (await isWritable(mount))) return mount
  const given = basename(own) === bench ? dirname(own) : own
  await offers(given)
  if (!(await handedDown(given))) await handDownFrom(given)
  return given
}

/** Lets the children of a cgroup have CPU and memory limits. */
export async function handDown(cgroup: string): Promise<void> {
  const controllers = v2Controllers.map((name) => `+${name}`).join(' ')
  await writeFile(join(cgroup, 'cgroup.subtree_control'), controllers)
}

async function handDownFrom(given: string): Promise<void> {
  const leaf = join(given, bench)
  await mkdir(leaf, { recursive: true })
  await moveProcesses(given, (pid) => writeFile(join(leaf, 'cgroup.procs'), String(pid)))
  await handDown(given)
}

/** What a process starts before it is moved stays where it was: another round moves it. */
const rounds = 3

/** Moves every process out of a cgroup; one that ends meanwhile is fine. */
export async function moveProcesses(from: string, move: (pid: number) => Promise<void>): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    for (const pid of processesIn(from)) await move(pid).catch(unlessEnded)
  }
}

function unlessEnded(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ESRCH') throw error
}

async function offers(cgroup: string): Promise<void> {
  const offered = await words(join(cgroup, 'cgroup.controllers'))
  if (v2Controllers.every((name) => offered.has(name))) return
  throw new Error(`${cgroup} must offer ${v2Controllers.join(' and ')}, found "${[...offered].join(' ')}"`)
}

async function handedDown(cgroup: string): Promise<boolean> {
  const enabled = await words(join(cgroup, 'cgroup.subtree_control'))
  return v2Controllers.every((name) => enabled.has(name))
}

async function words(file: string): Promise<ReadonlySet<string>> {
  return new Set((await readFile(file, 'utf8')).trim().split(/\s+/))
}

/** Asked by doing: whether a cgroup may be made also depends on the mount and on capabilities. */
async function isWritable(cgroup: string): Promise<boolean> {
  const probe = join(cgroup, `telemark-probe-${process.pid}`)
  try {
    await mkdir(probe)
  } catch {
    return false
  }
  await removeCgroup(probe)
  return true
}
