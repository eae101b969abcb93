import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { missingOperations } from '../../src/target/missing-operations.ts'

const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../../service/openapi.json'), 'utf8'))

test('The contract itself lacks nothing', () => {
  assert.deepEqual(missingOperations(contract), [])
})

test('What is missing is named by method and path, whatever parameters are called', () => {
  const { '/api/pipeline': _, ...paths } = contract.paths
  const renamed = Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [path.replace('{device_id}', '{id}'), methods]),
  )
  assert.deepEqual(missingOperations({ paths: renamed }), ['GET /api/pipeline'])
})

test('Another document offers nothing that is needed', () => {
  for (const other of [undefined, null, 'text', {}, { paths: { '/api/devices': null } }])
    assert.equal(missingOperations(other).length, 7)
})
