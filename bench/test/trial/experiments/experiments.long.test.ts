import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Control, kafka } from '@telemark/architecture'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'
import { analyse } from '../../../src/analysis/analyse.ts'
import { planFor } from '../../../src/plan/plan-for.ts'
import { writeHeavy } from '../../../src/plan/workloads.ts'
import { readCohort } from '../../../src/record/read-cohort.ts'
import { type CohortRecord, recordVersion, type TrialRecord } from '../../../src/record/record.ts'
import { writeJson } from '../../../src/record/write-json.ts'
import type { Visit } from '../../../src/trial/agenda.ts'
import { createClock } from '../../../src/trial/clock.ts'
import { controlArms } from '../../../src/trial/experiments/control-arms.ts'
import { controlVisits } from '../../../src/trial/experiments/controls.ts'
import { revealControls, sealControls } from '../../../src/trial/experiments/sealed-controls.ts'
import { prepare } from '../../../src/trial/prepare.ts'
import { createStanding } from '../../../src/trial/standing.ts'
import { runVisit } from '../../../src/trial/visit.ts'
import { pass, probe, trialOf } from '../../analysis/cohorts.ts'
import { cohortRecord } from '../../record/records.ts'

const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain), separateCores: false })

/** Runs `visits` of a cohort whose vCPU is a whole core, and reads back what they recorded. */
async function visited(t: TestContext, cohort: CohortRecord, visits: readonly Visit[], folder: string) {
  let run = 0
  const trials: TrialRecord[] = []
  const context = { record: cohort, folder, signal: t.signal, nextRun: () => ++run }
  const clock = createClock(cohort.plan)
  await using standing = createStanding((visit) => prepare(visit, { cohort: context, platform, clock }))
  const options = { cohort: context, clock, standing, trials }
  await writeJson(folder, 'cohort.json', cohort)
  for (const visit of visits)
    for await (const event of runVisit(visit, options))
      if (event.kind === 'notice') t.diagnostic(`${event.architecture}: ${event.text}`)
  return readCohort(folder)
}

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-experiments-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

function cohortFor(architecture: string): CohortRecord {
  const plan = planFor({
    architectures: [architecture],
    workloads: ['write-heavy'],
    fleet: { devices: 50, eventsPerDevice: 2 },
  })
  return { ...cohortRecord, plan, sizing: { ...cohortRecord.sizing, coresPerVcpu: 1 } }
}

test('a lost event and an early answer are found on real servers, by arms that do not tell what they are', async (t) => {
  const folder = await folderFor(t)
  const unsealed = cohortFor('baseline')
  const { plan } = unsealed
  const controls = await sealControls(plan, folder)
  const cohort = { ...unsealed, ...(controls && { controls }) }
  const [baseline] = plan.architectures
  assert.ok(baseline)
  // Low enough for a machine that is busy with something else, and enough events for the one that is lost.
  const known = trialOf(baseline, writeHeavy, { loads: [probe(70, pass)] })
  const round = controlVisits(plan, [known]).filter(({ block }) => block === 1)
  const kinds: readonly Control['kind'][] = ['losesOne', 'answersEarly']
  const wanted = round.filter(
    ({ variant }) => variant?.name !== 'plateau' || kinds.some((kind) => variant.control?.kind === kind),
  )
  const { trials } = await visited(t, cohort, wanted, folder)

  assert.doesNotMatch(
    JSON.stringify(trials.map(({ readings: _, ...trial }) => trial)),
    /losesOne|answersEarly/,
  )
  const revealed = await revealControls(folder)
  assert.ok(revealed)
  const end = {
    version: recordVersion,
    outcome: 'done',
    trials: trials.length,
    warnings: [],
    controls: revealed,
  } as const
  const found = analyse(cohort, trials, end).experiments?.controls
  const expected = Object.entries(controlArms(plan)?.arms ?? {}).flatMap(([arm, control]) =>
    control !== 'none' && kinds.includes(control.kind) ? [[arm, control.kind] as const] : [],
  )
  for (const [name, kind] of expected) {
    const arm = found?.arms.find((candidate) => candidate.arm === name)
    const loads = trials
      .filter(({ architecture }) => architecture.name === name)
      .flatMap((trial) => trial.loads)
    if (kind === 'losesOne') {
      assert.equal(arm?.lost, 1)
      assert.ok(arm.alarms.includes('losesOne'))
    } else {
      // A machine that is busy with something else may make the load invalid, but no late event punctual.
      assert.ok(loads.length > 0 && loads.every(({ completion = 1 }) => completion < 0.5))
    }
  }
  assert.equal(found?.outcome?.sealHolds, true)
})

test('a squeeze and a checkpoint are recorded with what was done, and tell no capacity', async (t) => {
  const folder = await folderFor(t)
  const cohort = cohortFor('kafka')
  const rate = 40
  const visit: Visit = {
    architecture: kafka,
    block: 1,
    tasks: 'most',
    trials: [
      {
        workload: writeHeavy,
        stage: 'probes',
        rate,
        variant: { name: 'squeeze-consumer', experiment: 'squeeze', cpuShares: { consumer: 0.8 } },
      },
      { workload: writeHeavy, stage: 'soak', rate },
    ],
    variant: {
      name: 'checkpoint',
      experiment: 'checkpoint',
      checkpoint: true,
      tuning: { kafkaFlushMessages: 1 },
    },
  }
  const { trials } = await visited(t, cohort, [visit], folder)
  const [squeezed, soak] = trials
  const limits = squeezed?.readings.filter(
    ({ component, metric }) => component === 'consumer' && metric === 'cpuLimitCores',
  )
  assert.ok(limits !== undefined && limits.length > 0 && limits.every(({ value }) => value === 0.8))
  assert.equal(soak?.environment['Kafka log.flush.interval.messages'], '1')
  const findings = analyse(cohort, trials)
  const [checkpoint] = findings.experiments?.checkpoints ?? []
  assert.ok(checkpoint)
  for (const part of [checkpoint.before, checkpoint.during, checkpoint.after])
    assert.ok((part[0]?.attempts ?? 0) > 100, JSON.stringify(part))
  assert.ok(findings.workloads.every(({ cells }) => cells.every(({ capacity }) => capacity === undefined)))
})
