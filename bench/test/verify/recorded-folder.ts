import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { architectures } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { settlingPlateau } from '../../src/plan/stages.ts'
import { readCohort } from '../../src/record/read-cohort.ts'
import { recordVersion, type Stage } from '../../src/record/record.ts'
import { sealed } from '../../src/record/seal.ts'
import { writeJson } from '../../src/record/write-json.ts'
import { reportFiles } from '../../src/report/report-files.ts'
import { type Run, runTrial } from '../../src/trial/run-trial.ts'
import { cohortRecord } from '../record/records.ts'
import { simulatedDeployment } from './simulated-deployment.ts'

const plan = planFor({ architectures: ['baseline', 'redis', 'kafka'], workloads: ['mixed'] })
const capacities = { baseline: 150, redis: 250, kafka: 350 } as const
/** The answers come as fast as they are read, which keeps this process busy: with few cores it would count as a generator at its end. */
const machine = { ...cohortRecord.machine, generatorCores: 100 }
const cohortHere = sealed({ ...cohortRecord, plan, machine })

const stages = ['ramp', 'probes', 'soak'] as const

let recorded: Promise<string> | undefined
after(async () => {
  if (recorded !== undefined) await rm(await recorded, { recursive: true })
})

/** What a comparison leaves, made by the code that measures, from simulated answers: a copy for each test, removed after it. */
export async function recordedFolder(context: TestContext): Promise<string> {
  recorded ??= record()
  const folder = await mkdtemp(join(tmpdir(), 'telemark-verify-'))
  context.after(() => rm(folder, { recursive: true }))
  await cp(await recorded, folder, { recursive: true })
  return folder
}

async function record(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-recorded-'))
  await writeJson(folder, 'cohort.json', cohortHere)
  let run = 0
  let number = 0
  for (const [name, capacity] of Object.entries(capacities)) {
    const architecture = architectures.find((architecture) => architecture.name === name)
    if (architecture === undefined) throw new Error(name)
    const deployment = simulatedDeployment(architecture, { capacity, devices: plan.fleet.devices })
    const [workload] = plan.workloads
    if (workload === undefined) throw new Error('no workload')
    const cohort = { record: cohortHere, folder, signal: new AbortController().signal, nextRun: () => ++run }
    const cell = { cohort, deployment, architecture, workload, block: 1 }
    for (const stage of name === 'kafka' ? stages : stages.slice(0, 2)) {
      const script = scriptOf(stage, capacity)
      const id = `1-${name}-${workload.name}-${stage}`
      for await (const _ of runTrial(cell, { id, number: ++number, stage, script, warnings: [] }));
    }
  }
  await writeJson(folder, 'end.json', {
    version: recordVersion,
    outcome: 'done',
    trials: number,
    warnings: [],
  })
  await writeReportFiles(folder)
  return folder
}

/** As `telemark report` does. */
export async function writeReportFiles(folder: string): Promise<void> {
  const { cohort, trials, end } = await readCohort(folder)
  for (const [name, text] of Object.entries(await reportFiles(analyse(cohort, trials, end), trials)))
    await writeFile(join(folder, name), text)
}

function scriptOf(stage: Stage, capacity: number) {
  const rise = [
    { seconds: 0, rate: 50 },
    { seconds: 2, rate: 50 },
    { seconds: 10, rate: 450 },
  ]
  return async function* (run: Run) {
    if (stage === 'ramp') yield* run({ kind: 'ramp', stages: rise })
    // Just above the rate that fails: were it to tell a capacity, it would be seen.
    else if (stage === 'soak') yield* run({ kind: 'soak', stages: settlingPlateau(capacity + 35, 6) })
    else
      for (const rate of [capacity - 40, capacity + 30])
        yield* run({ kind: 'probe', stages: settlingPlateau(rate, 6) })
  }
}
