import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outputsOf } from '../../src/load/outputs.ts'

const environment = {}

test('Each k6 process gets a file of its own, whose ending stays', () => {
  const asked = { arguments: ['json=/tmp/some.where/rows.json.gz', 'csv=/tmp/rows'], environment }
  assert.deepEqual(outputsOf(asked, 3).outputs, [
    'json=/tmp/some.where/rows.run-3.json.gz',
    'csv=/tmp/rows.run-3',
  ])
})

test('A database takes every run, told apart by a tag', () => {
  const asked = {
    arguments: ['influxdb=http://127.0.0.1:8086/k6', 'experimental-prometheus-rw'],
    environment,
  }
  assert.deepEqual(outputsOf(asked, 12), { outputs: asked.arguments, tags: { run: '12' } })
})

test('Where nothing more was asked for, k6 is told nothing more', () => {
  assert.deepEqual(outputsOf(undefined, 3), {})
  assert.deepEqual(outputsOf({ arguments: [], environment }, 3), {})
})
