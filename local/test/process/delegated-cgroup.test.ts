import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { delegatedCgroup, moveProcesses } from '../../src/process/delegated-cgroup.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// Plain folders with the kernel's file names: cgroup v2 has its controllers on some machines only.

test('a cgroup that was given hands CPU and memory down once its processes are in a leaf', async (t) => {
  const mount = await temporaryFolder(t)
  const own = join(mount, 'run-1.scope')
  await mkdir(own)
  await writeFile(join(mount, 'cgroup.subtree_control'), '')
  await writeFile(join(own, 'cgroup.subtree_control'), '')
  await writeFile(join(own, 'cgroup.controllers'), 'cpu io memory\n')
  await writeFile(join(own, 'cgroup.procs'), '812\n')
  assert.equal(await delegatedCgroup({ mount, own }), own)
  assert.equal(await readFile(join(own, 'telemark-bench/cgroup.procs'), 'utf8'), '812')
  assert.equal(await readFile(join(own, 'cgroup.subtree_control'), 'utf8'), '+cpu +memory')
})

test('a process that ends before it is moved is fine, and one that was started meanwhile is moved too', async (t) => {
  const from = await temporaryFolder(t)
  const contain = (pids: readonly number[]) => writeFile(join(from, 'cgroup.procs'), pids.join('\n'))
  await contain([1, 2])
  const moved: number[] = []
  await moveProcesses(from, async (pid) => {
    if (pid === 1) throw Object.assign(new Error('no such process'), { code: 'ESRCH' })
    moved.push(pid)
    await contain(pid === 2 ? [3] : []) // 2 has started 3 before it left
  })
  assert.deepEqual(moved, [2, 3])
})

test('a move that is not allowed is told', async (t) => {
  const from = await temporaryFolder(t)
  await writeFile(join(from, 'cgroup.procs'), '1\n')
  const denied = Object.assign(new Error('permission denied'), { code: 'EACCES' })
  await assert.rejects(
    moveProcesses(from, () => Promise.reject(denied)),
    /permission denied/,
  )
})
