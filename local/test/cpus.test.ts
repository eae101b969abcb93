import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCpuList, splitCpus } from '../src/cpus.ts'

test('the second half of the cores is the load generator’s', () => {
  assert.deepEqual(splitCpus([0, 1]), { servers: [0], generator: [1] })
  assert.deepEqual(splitCpus([0, 1, 2]), { servers: [0, 1], generator: [2] })
  assert.deepEqual(splitCpus([4, 5, 8, 9]), { servers: [4, 5], generator: [8, 9] })
})

test('a single core is shared', () => {
  assert.deepEqual(splitCpus([3]), { servers: [3], generator: [3] })
})

test('the kernel’s list of cores is read with its ranges', () => {
  assert.deepEqual(parseCpuList('0-2,7,9-10'), [0, 1, 2, 7, 9, 10])
})
