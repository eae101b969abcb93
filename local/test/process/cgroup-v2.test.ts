import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { cgroupV2 } from '../../src/process/cgroup-v2.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// The files as the kernel writes them: cgroup v1 and v2 cannot both have the controllers on one machine, and
// the envelope tests use whichever is there.
test('limits and usage of cgroup v2 have its units and formats', async (t) => {
  const folder = await temporaryFolder(t)
  const envelope = await cgroupV2(folder).create('api-1')
  const file = (name: string) => join(folder, 'api-1', name)

  await envelope.limit({ cores: 0.1, memoryBytes: 2 ** 26 })
  assert.equal(await readFile(file('cpu.max'), 'utf8'), '3000 30000')
  assert.equal(await readFile(file('memory.max'), 'utf8'), '67108864')
  await envelope.limit('off')
  assert.equal(await readFile(file('cpu.max'), 'utf8'), 'max')
  assert.equal(await readFile(file('memory.max'), 'utf8'), 'max')

  await writeFile(
    file('cpu.stat'),
    'usage_usec 2500000\nuser_usec 2000000\nnr_throttled 3\nthrottled_usec 750000\n',
  )
  await writeFile(file('memory.current'), '5000000\n')
  await writeFile(file('memory.stat'), 'anon 3000000\ninactive_file 1500000\nactive_file 500000\n')
  await writeFile(file('memory.events'), 'low 0\nhigh 0\nmax 7\noom 2\noom_kill 1\n')
  assert.deepEqual(await envelope.usage(), {
    cpuSeconds: 2.5,
    throttledSeconds: 0.75,
    runDelaySeconds: 0,
    memoryBytes: 3_500_000,
    outOfMemoryKills: 1,
  })
})
