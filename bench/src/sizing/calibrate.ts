import { join } from 'node:path'
import { type Architecture, baseline, calibration as nullService } from '@telemark/architecture'
import type { Deployment, Machine, Platform } from '@telemark/deployment'
import type { RateStage } from '../../k6/schedule.ts'
import { settingsFor } from '../load/settings.ts'
import type { Plan } from '../plan/plan.ts'
import { plateau } from '../plan/stages.ts'
import { calledEndpoints, type Workload } from '../plan/workload.ts'
import { mixed, readHeavy, writeHeavy } from '../plan/workloads.ts'
import { settleMs } from '../trial/interval.ts'
import { recordReadings } from '../trial/recorder.ts'
import { runLoad } from '../trial/run-load.ts'
import type { Calibration } from './derive.ts'
import { cost, cpuMs, generatorCpuMs, type Measured, p99, reached } from './measured.ts'

export interface CalibrationOptions {
  readonly plan: Plan
  readonly platform: Platform
  readonly machine: Machine
  readonly folder: string
  readonly signal: AbortSignal
  readonly nextRun: () => number
}

type Measure = (name: string, workload: Workload, stages: readonly RateStage[]) => Promise<Measured>

/** Of its cores; above this the generator's own delays show in the latencies. */
const trustedShare = 0.8
const highestPerCore = 4000
const warmUpSeconds = 3
const costSeconds = 4
const costRate = 500

/** Measures the generator and the costs of a request, unclamped; yields what it is at. About a minute. */
export async function* calibrate(options: CalibrationOptions): AsyncGenerator<string, Calibration> {
  yield 'starting the null service'
  const generator = yield* withDeployment(options, nullService, measureNull)
  yield 'starting baseline'
  const direct = yield* withDeployment(options, baseline, measureDirect)
  const { ceiling, floorP99Ms, ...costs } = generator
  return { generatorCeiling: ceiling, floorP99Ms, costs: { ...costs, ...direct } }
}

async function* withDeployment<T>(
  options: CalibrationOptions,
  architecture: Architecture,
  work: (measure: Measure, options: CalibrationOptions) => AsyncGenerator<string, T>,
): AsyncGenerator<string, T> {
  const { platform, plan, signal } = options
  const fleet = { devices: plan.fleet.devices, eventsPerDevice: 1 }
  await using deployment = await platform.start(
    { architecture, sizes: plan.sizes, coresPerVcpu: 1, fleet, compression: 1 },
    signal,
  )
  await deployment.clamp('off')
  return yield* work(
    (name, workload, stages) =>
      measure(deployment, { ...options, name: `${architecture.name}-${name}`, workload, stages }),
    options,
  )
}

async function* measureNull(measure: Measure, { machine }: CalibrationOptions) {
  yield 'null service: warming up'
  await measure('warm-up', mixed, plateau(costRate, warmUpSeconds))
  yield 'null service: latency floor and CPU of a write'
  const write = await measure('write', writeHeavy, plateau(costRate, costSeconds))
  yield 'null service: latency floor and CPU of a read'
  const latest = await measure('latest', readHeavy, plateau(costRate, costSeconds))
  yield 'null service: how much the generator can send'
  const highest = highestPerCore * machine.generatorCores
  const top = await measure('ceiling', mixed, [
    { seconds: 0, rate: costRate },
    { seconds: 8, rate: highest },
  ])
  const generator = generatorCpuMs(top)
  return {
    ceiling: Math.min(reached(top.outcome), (trustedShare * machine.generatorCores * 1000) / generator),
    floorP99Ms: Math.max(p99(write), p99(latest)),
    generator,
    balancer: cpuMs(top, 'loadBalancer') ?? 0,
    nullWrite: cost(write, 'api'),
    nullLatest: cost(latest, 'api'),
  }
}

async function* measureDirect(measure: Measure) {
  yield 'baseline: warming up'
  await measure('warm-up', mixed, plateau(costRate, warmUpSeconds))
  yield 'baseline: CPU of a write'
  const write = await measure('write', writeHeavy, plateau(costRate, costSeconds))
  yield 'baseline: CPU of a read'
  const latest = await measure('latest', readHeavy, plateau(costRate, costSeconds))
  return {
    write: { api: cost(write, 'api'), postgres: cost(write, 'postgres') },
    latest: { api: cost(latest, 'api'), postgres: cost(latest, 'postgres') },
  }
}

interface MeasureOptions extends CalibrationOptions {
  readonly name: string
  readonly workload: Workload
  readonly stages: readonly RateStage[]
}

async function measure(deployment: Deployment, options: MeasureOptions): Promise<Measured> {
  const { plan, folder, signal, workload, stages } = options
  const path = join(folder, `sizing-${options.name}`)
  await using recorder = recordReadings(deployment, `${path}.readings.ndjson.gz`)
  const load = runLoad({
    deployment,
    settings: settingsFor({ plan, workload, stages, run: options.nextRun() }),
    slo: plan.slo,
    endpoints: calledEndpoints(workload),
    stopAt: rises(stages) ? { kind: 'breach', settleMs } : { kind: 'end' },
    samplesPath: `${path}.csv.gz`,
    signal,
  })
  let next = await load.next()
  while (next.done !== true) next = await load.next()
  if (next.value.samples.length === 0)
    throw new Error(
      `Cannot calibrate against ${options.name}: k6 must answer, it ended with exit code ${next.value.end.exitCode}: ${next.value.end.stderr.trim().slice(-400)}`,
    )
  return { outcome: next.value, readings: recorder.readings }
}

/** A ramp seeks the end of what can be sent; the cost of a request is measured to the end in any case. */
function rises(stages: readonly RateStage[]): boolean {
  return stages.at(-1)?.rate !== stages[0]?.rate
}
