import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { inflate } from '../../../src/http/batch/inflate.ts'

const limit = 100_000

async function kindOf(bytes: Buffer): Promise<string> {
  return (await inflate(bytes, limit)).kind
}

test('What was compressed comes back, up to the limit', async () => {
  const bytes = Buffer.alloc(limit, 'x')
  assert.deepEqual(await inflate(gzipSync(bytes), limit), { kind: 'bytes', bytes })
  assert.equal(await kindOf(gzipSync(Buffer.alloc(limit + 1))), 'too_large')
})

test('What was compressed in parts is the parts, one behind the other', async () => {
  const bytes = Buffer.concat([gzipSync('one'), gzipSync('two')])
  assert.deepEqual(await inflate(bytes, limit), { kind: 'bytes', bytes: Buffer.from('onetwo') })
})

test('What is cut short, damaged, followed by something else, or no gzip is malformed', async () => {
  const whole = gzipSync('text')
  const damaged = Buffer.from(whole).fill(0, whole.length - 8)
  for (const bytes of [
    whole.subarray(0, -1),
    damaged,
    Buffer.concat([whole, Buffer.from('{}')]),
    Buffer.from('text'),
    Buffer.alloc(0),
  ])
    assert.equal(await kindOf(bytes), 'malformed')
})

test('One that is refused does not keep the next from being inflated', async () => {
  const kinds = await Promise.all(
    [gzipSync(Buffer.alloc(limit + 1)), Buffer.from('x'), gzipSync('y')].map(kindOf),
  )
  assert.deepEqual(kinds, ['too_large', 'malformed', 'bytes'])
})
