import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { planFor, readCohort, runCohort } from '@telemark/bench'
import { localPlatform } from '@telemark/local'

const serviceMain = fileURLToPath(new URL('../../service/src/main.ts', import.meta.url))
const plan = planFor({
  profile: 'smoke',
  architectures: ['baseline'],
  workloads: ['mixed'],
  fleet: { devices: 50, eventsPerDevice: 2 },
})

test('one cell on real servers is sized, ramped, audited and recorded', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-cohort-'))
  t.after(() => rm(folder, { recursive: true }))
  const kinds = new Set<string>()
  const options = { platform: localPlatform({ serviceMain }), folder, signal: t.signal, sources: {} }
  for await (const event of runCohort(plan, options)) kinds.add(event.kind)

  const { cohort, trials } = await readCohort(folder)
  for (const kind of ['planned', 'sized', 'activity', 'notice', 'trial']) assert.ok(kinds.has(kind), kind)
  assert.ok(cohort.sizing.generatorCeiling > 100, `ceiling ${cohort.sizing.generatorCeiling}`)
  const { witness, monitoring } = cohort.sizing
  assert.ok(witness !== undefined && witness.requests > 100, 'the load balancer was no witness')
  assert.equal(monitoring?.architecture, 'baseline')
  for (const component of ['api', 'postgres', 'loadBalancer', 'bench'] as const)
    assert.ok((monitoring.sampled[component] ?? 0) > 0, component)
  const [trial] = trials
  const [load] = trial?.loads ?? []
  assert.equal(trials.length, 1)
  assert.ok(load !== undefined && load.windows.length > 0)
  assert.ok(load.audit.acknowledged > 0 && load.audit.stored >= load.audit.acknowledged)
  assert.deepEqual([load.audit.lost, load.audit.duplicated, load.audit.phantom], [0, 0, 0])
  assert.deepEqual([load.audit.corrupted, load.audit.unverified], [0, 0])
  assert.ok(load.freshness !== undefined)
  for (const component of ['api', 'postgres', 'loadBalancer'])
    assert.ok(
      trial?.readings.some((reading) => reading.component === component && reading.metric === 'cpuSeconds'),
    )
})

test('a cohort that is aborted ends by itself and leaves no record half written', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-cohort-'))
  t.after(() => rm(folder, { recursive: true }))
  const abort = new AbortController()
  const options = { platform: localPlatform({ serviceMain }), folder, signal: abort.signal, sources: {} }
  let activities = 0
  for await (const event of runCohort(plan, options))
    if (event.kind === 'activity' && ++activities === 3) abort.abort()
  await assert.rejects(readCohort(folder), /must hold cohort\.json/)
})
