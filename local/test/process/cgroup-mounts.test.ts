import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cgroupPlaces } from '../../src/process/cgroup-mounts.ts'

test('cgroup v2 alone: one folder for everything', () => {
  const mountinfo = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate'
  const { v1, v2 } = cgroupPlaces(mountinfo, '0::/user.slice/user-1000.slice/run-1.scope\n')
  assert.equal(v1.size, 0)
  assert.deepEqual(v2, {
    mount: '/sys/fs/cgroup',
    own: '/sys/fs/cgroup/user.slice/user-1000.slice/run-1.scope',
  })
})

test('cgroup v1: two controllers often share one mount', () => {
  const mountinfo = [
    '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct',
    '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
  ].join('\n')
  const { v1, v2 } = cgroupPlaces(mountinfo, '4:memory:/a/b\n3:cpu,cpuacct:/a\n')
  assert.equal(v2, undefined)
  assert.deepEqual(Object.fromEntries(v1), {
    memory: '/sys/fs/cgroup/memory/a/b',
    cpu: '/sys/fs/cgroup/cpu,cpuacct/a',
    cpuacct: '/sys/fs/cgroup/cpu,cpuacct/a',
  })
})

test('in a container the mount shows a part of the hierarchy only', () => {
  const mountinfo = '35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory'
  assert.equal(cgroupPlaces(mountinfo, '4:memory:/docker/abc').v1.get('memory'), '/sys/fs/cgroup/memory')
  assert.equal(cgroupPlaces(mountinfo, '4:memory:/docker/abc/x').v1.get('memory'), '/sys/fs/cgroup/memory/x')
})
