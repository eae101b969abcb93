import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline, components, kafka } from '@telemark/architecture'
import { toolsFor } from '../../src/install/tools-for.ts'

test('each tool is named once, however many architectures need it', () => {
  assert.deepEqual(toolsFor([...components(baseline), ...components(kafka)]).toSorted(), [
    'haproxy',
    'kafka',
    'postgres',
    'redisServer',
  ])
})
