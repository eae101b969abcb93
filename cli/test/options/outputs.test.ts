import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseOutputs } from '../../src/options/outputs.ts'

test('A file is looked for where the command was typed', () => {
  const { arguments: outputs } = parseOutputs(['json=rows.json.gz', 'csv=/tmp/rows.csv'], {})
  assert.deepEqual(outputs, [`json=${join(process.cwd(), 'rows.json.gz')}`, 'csv=/tmp/rows.csv'])
})

test('k6 gets of the environment what its outputs need, and nothing that changes the load', () => {
  const typed = {
    K6_INFLUXDB_USERNAME: 'me',
    K6_PROMETHEUS_RW_SERVER_URL: 'http://127.0.0.1:9090/api/v1/write',
    K6_VUS: '7',
    HOME: '/root',
  }
  assert.deepEqual(parseOutputs(['influxdb=http://127.0.0.1:8086/k6'], typed).environment, {
    K6_INFLUXDB_USERNAME: 'me',
  })
  assert.deepEqual(parseOutputs(['experimental-prometheus-rw'], typed).environment, {
    K6_PROMETHEUS_RW_SERVER_URL: 'http://127.0.0.1:9090/api/v1/write',
  })
})

test('What would be printed among the rows that the bench reads is refused', () => {
  for (const text of ['json', 'json=', 'csv=-'])
    assert.throws(() => parseOutputs([text], {}), /a file is required/)
})
