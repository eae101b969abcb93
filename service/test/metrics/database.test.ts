import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricsIn } from '../../../test/support/metrics-in.ts'
import { createMetrics } from '../../src/metrics.ts'

const duration = 'telemark_statement_duration_seconds'

test('Statements are told apart by name, but not by what a client has asked for', async () => {
  const metrics = createMetrics('baseline')
  const ran = (name: string) => metrics.database.statement({ name, text: '' }, 1)
  for (const name of ['latest', 'history-asc-1', 'history-asc-64', 'history-asc-2', '']) ran(name)
  const series = metricsIn(await metrics.text())
  assert.equal(series.get(`${duration}_count{statement="latest"}`), 1)
  assert.equal(series.get(`${duration}_count{statement="history-asc"}`), 3)
  assert.equal(series.get(`${duration}_count{statement="unnamed"}`), 1)
  assert.equal(series.get(`${duration}_bucket{le="0.001",statement="latest"}`), 1)
})
