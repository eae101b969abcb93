import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { planFor } from '../../../src/plan/plan-for.ts'
import { sealOfControls } from '../../../src/record/seal-of-controls.ts'
import { controlArms } from '../../../src/trial/experiments/control-arms.ts'
import { revealControls, sealControls } from '../../../src/trial/experiments/sealed-controls.ts'

test('what is revealed is what was sealed, and the seal tells nothing before', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sealed-'))
  t.after(() => rm(folder, { recursive: true }))
  const plan = planFor()
  const sealed = await sealControls(plan, folder)
  const revealed = await revealControls(folder)
  assert.ok(revealed)
  assert.equal(sealed?.sha256, sealOfControls(revealed))
  assert.deepEqual(revealed.arms, controlArms(plan)?.arms)
  // The assignment follows from the seed: without salt its hash could be tried.
  const again = await sealControls(plan, folder)
  assert.notEqual(again?.sha256, sealed?.sha256)
})

test('any change of an arm or of the salt breaks the seal', () => {
  const arms = { 'arm-1': 'none', 'arm-2': { kind: 'slower', share: 0.15 } } as const
  const seal = sealOfControls({ salt: 'a', arms })
  assert.notEqual(sealOfControls({ salt: 'b', arms }), seal)
  assert.notEqual(sealOfControls({ salt: 'a', arms: { ...arms, 'arm-1': arms['arm-2'] } }), seal)
  assert.equal(sealOfControls({ salt: 'a', arms: { 'arm-2': arms['arm-2'], 'arm-1': 'none' } }), seal)
})

test('a plan without writes plants nothing, and a folder without a seal reveals nothing', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sealed-'))
  t.after(() => rm(folder, { recursive: true }))
  assert.equal(await sealControls(planFor({ workloads: ['read-heavy'] }), folder), undefined)
  assert.equal(await revealControls(folder), undefined)
})
