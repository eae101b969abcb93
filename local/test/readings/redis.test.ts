import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInfo } from '../../src/readings/redis.ts'

test('INFO is read by name, values may hold colons', () => {
  const info = parseInfo('# Stats\r\nkeyspace_hits:12\r\n\r\n# Server\r\nexecutable:/a:b/redis\r\n')
  assert.equal(info.get('keyspace_hits'), '12')
  assert.equal(info.get('executable'), '/a:b/redis')
})
