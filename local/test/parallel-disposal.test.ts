import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parallelDisposal } from '../src/parallel-disposal.ts'

test('everything is disposed, also when some of it fails', async () => {
  const disposed: string[] = []
  const owner = parallelDisposal()
  owner.use({ [Symbol.asyncDispose]: async () => Promise.reject(new Error('stuck')) })
  owner.use({ [Symbol.asyncDispose]: async () => void disposed.push('second') })
  await assert.rejects(async () => owner[Symbol.asyncDispose](), /Cannot stop everything/)
  assert.deepEqual(disposed, ['second'])
})

test('what was moved away is left alone', async () => {
  const disposed: string[] = []
  const owner = parallelDisposal()
  owner.use({ [Symbol.asyncDispose]: async () => void disposed.push('kept') })
  const moved = owner.move()
  await owner[Symbol.asyncDispose]()
  assert.deepEqual(disposed, [])
  await moved[Symbol.asyncDispose]()
  assert.deepEqual(disposed, ['kept'])
})
