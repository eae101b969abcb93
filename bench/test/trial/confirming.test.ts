import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultSlo } from '../../src/plan/slo.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import type { TrialNews } from '../../src/trial/run-trial.ts'
import { confirming } from '../../src/trial/stage-scripts.ts'
import { answers } from '../analysis/cohorts.ts'
import { loadRecord } from '../record/records.ts'

test('half a minute that held with too many slow answers for the bound is tried a tenth lower', async () => {
  const rates: number[] = []
  const script = confirming(500, defaultSlo, () => true)
  async function* run(): AsyncGenerator<TrialNews, LoadRecord> {
    rates.push([500, 450][rates.length] ?? 0)
    const slow = rates.length === 1 ? 13 : 12
    const endpoints = [{ ...answers('write', 2000, 250), slow }]
    yield* []
    return { ...loadRecord, kind: 'confirmation', rate: rates.at(-1) ?? 0, endpoints }
  }
  for await (const _ of script(run));
  assert.deepEqual(rates, [500, 450])
})
