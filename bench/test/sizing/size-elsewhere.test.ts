import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { planFor } from '../../src/plan/plan-for.ts'
import { sizeElsewhere } from '../../src/sizing/size-elsewhere.ts'
import { cohortRecord } from '../record/records.ts'

const architecture = { ...baseline, standsAt: 'https://telemetry.example.com/' }

function sizing(signal: AbortSignal) {
  const platform = {
    machine: async () => cohortRecord.machine,
    start: async () => {
      throw new Error('HAProxy is missing.\nIts log is empty.')
    },
  }
  return sizeElsewhere({
    plan: planFor({ elsewhere: { architectures: [architecture], comparable: false } }),
    platform,
    machine: { ...cohortRecord.machine, generatorCores: 2 },
    folder: '/nowhere',
    signal,
    nextRun: () => 1,
  })
}

test('Where no null service can be started the ceiling is assumed, and that is said with the reason', async (t) => {
  const loads = sizing(t.signal)
  let next = await loads.next()
  while (next.done !== true) next = await loads.next()
  assert.equal(next.value.generatorCeiling, 4000)
  assert.match(next.value.reasons[0] ?? '', /not calibrated, 2000\/s a core .* HAProxy is missing\.$/)
})

test('Who aborts the sizing wants no assumption', async () => {
  await assert.rejects(Array.fromAsync(sizing(AbortSignal.abort(new Error('Ctrl-C')))), /Ctrl-C/)
})
