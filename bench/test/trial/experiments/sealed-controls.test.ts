import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { planFor } from '../../../src/plan/plan-for.ts'
import { putsOnTrial } from '../../../src/plan/puts-on-trial.ts'
import { checkSeal, sealed } from '../../../src/record/seal.ts'
import { sealOfControls } from '../../../src/record/seal-of-controls.ts'
import { controlArms } from '../../../src/trial/experiments/control-arms.ts'
import { revealControls, sealControls } from '../../../src/trial/experiments/sealed-controls.ts'
import { cohortRecord } from '../../record/records.ts'

test('what is revealed is what was sealed, and the seal tells nothing before', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sealed-'))
  t.after(() => rm(folder, { recursive: true }))
  const plan = planFor()
  const before = await sealControls(plan, folder)
  const revealed = await revealControls(folder)
  assert.ok(revealed)
  assert.equal(before?.sha256, sealOfControls(revealed))
  assert.deepEqual(revealed.arms, controlArms(plan)?.arms)
  // The assignment follows from the seed: without salt its hash could be tried.
  const again = await sealControls(plan, folder)
  assert.notEqual(again?.sha256, before?.sha256)
})

test('any change of an arm or of the salt breaks the seal', () => {
  const arms = { 'arm-1': 'none', 'arm-2': { kind: 'slower', share: 0.15 } } as const
  const seal = sealOfControls({ salt: 'a', arms })
  assert.notEqual(sealOfControls({ salt: 'b', arms }), seal)
  assert.notEqual(sealOfControls({ salt: 'a', arms: { ...arms, 'arm-1': arms['arm-2'] } }), seal)
  assert.equal(sealOfControls({ salt: 'a', arms: { 'arm-2': arms['arm-2'], 'arm-1': 'none' } }), seal)
})

test('the seal of the cohort covers the sealed assignment', () => {
  const cohort = sealed({ ...cohortRecord, controls: { sha256: 'a' } })
  assert.equal(checkSeal(cohort), 'intact')
  assert.equal(checkSeal({ ...cohort, controls: { sha256: 'b' } }), 'broken')
})

test('what stands elsewhere is no twin of an arm', () => {
  const plan = planFor()
  const away = plan.architectures.map((one) => ({ ...one, standsAt: 'https://telemetry.example' }))
  assert.equal(controlArms({ ...plan, architectures: away }), undefined)
})

test('only full plants defects, and no soak does', () => {
  assert.equal(putsOnTrial(planFor({ profile: 'full' })), true)
  assert.equal(putsOnTrial(planFor({ profile: 'full', hold: { seconds: 600 } })), false)
  assert.equal(putsOnTrial(planFor()), false)
})

test('a plan without writes plants nothing, and a folder without a seal reveals nothing', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sealed-'))
  t.after(() => rm(folder, { recursive: true }))
  assert.equal(await sealControls(planFor({ workloads: ['read-heavy'] }), folder), undefined)
  assert.equal(await revealControls(folder), undefined)
})
