import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Architecture, maxTasks } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'
import { canaryDevices } from '../../src/load/canaries.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import type { Workload } from '../../src/plan/workload.ts'
import { recordReadings } from '../../src/readings/recorder.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import type { Cell } from '../../src/trial/cell.ts'
import { type LoadRequest, measureLoad } from '../../src/trial/measure-load.ts'
import { cohortRecord } from '../record/records.ts'

const fleet = { devices: 50, eventsPerDevice: 2 }

/** One architecture on real servers, all its tasks running unclamped, with room for canaries. */
export async function standingCell(
  t: TestContext,
  architecture: Architecture,
  workload: Workload,
): Promise<Cell> {
  const opened = new AsyncDisposableStack()
  t.after(() => opened.disposeAsync())
  const folder = await mkdtemp(join(tmpdir(), 'telemark-cell-'))
  opened.defer(() => rm(folder, { recursive: true }))
  const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain) })
  const machine = await platform.machine()
  const plan = planFor({ architectures: [architecture.name], workloads: [workload.name], fleet })
  const deployment = opened.use(
    await platform.start(
      {
        architecture,
        sizes: plan.sizes,
        coresPerVcpu: 1,
        fleet: { ...fleet, devices: fleet.devices + canaryDevices },
        compression: 1,
      },
      t.signal,
    ),
  )
  await deployment.setTasks({ api: maxTasks(architecture.scaling) })
  let run = 0
  const record = { ...cohortRecord, plan, machine }
  const cohort = { record, folder, signal: t.signal, nextRun: () => ++run }
  return { cohort, deployment, architecture, workload, block: 1 }
}

/** The cell with another way to do some of what its deployment does. */
export function withDeployment(cell: Cell, changed: Partial<Deployment>): Cell {
  return { ...cell, deployment: Object.assign(Object.create(cell.deployment), changed) }
}

/** Measures one load as a trial does. */
export async function measured(
  cell: Cell,
  { kind = 'probe', stages }: Partial<LoadRequest> & Pick<LoadRequest, 'stages'>,
): Promise<LoadRecord> {
  const trial = `trial-${cell.cohort.nextRun()}`
  await using recorder = recordReadings(
    cell.deployment,
    join(cell.cohort.folder, `${trial}.readings.ndjson.gz`),
  )
  const live = measureLoad(cell, { kind, stages, trial, recorder })
  for (;;) {
    const next = await live.next()
    if (next.done === true) return next.value.load
  }
}
