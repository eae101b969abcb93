import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requireNode } from '../src/require-node.ts'

test('Node 24 and later are accepted; an older one is told what to do', () => {
  assert.equal(requireNode('24.0.0'), undefined)
  assert.equal(requireNode('26.1.0'), undefined)
  assert.match(
    requireNode('22.18.0') ?? '',
    /Node 24 or later is required, this is 22\.18\.0\. Run `npx telemark/,
  )
})
