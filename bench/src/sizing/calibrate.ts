import { join } from 'node:path'
import { type Architecture, baseline, calibration as nullService } from '@telemark/architecture'
import type { Deployment, Machine, Platform } from '@telemark/deployment'
import type { RateStage } from '../../k6/schedule.ts'
import { runLoad } from '../load/run-load.ts'
import { settingsFor } from '../load/settings.ts'
import type { Plan } from '../plan/plan.ts'
import { plateau } from '../plan/stages.ts'
import { calledEndpoints, type Workload } from '../plan/workload.ts'
import { mixed, readHeavy, writeHeavy } from '../plan/workloads.ts'
import { recordReadings } from '../readings/recorder.ts'
import type { Monitoring } from '../record/record.ts'
import { collectTimings } from '../trial/timings.ts'
import { witnessOf } from '../trial/witness.ts'
import { type Calibration, smallestVcpu } from './derive.ts'
import { cost, cpuMs, generatorCpuMs, type Measured, p99, reached, settled } from './measured.ts'
import { measureMonitoring, withMostParts } from './monitoring.ts'

export interface CalibrationOptions {
  readonly plan: Plan
  readonly platform: Platform
  readonly machine: Machine
  readonly folder: string
  readonly signal: AbortSignal
  readonly nextRun: () => number
}

type Measure = (name: string, load: CalibrationLoad) => Promise<Measured>

interface CalibrationLoad {
  readonly workload: Workload
  readonly stages: readonly RateStage[]
  readonly virtualUsers?: number
}

interface Calibrating {
  readonly deployment: Deployment
  readonly run: Measure
  /** From here on the envelopes hold. */
  readonly clamp: () => Promise<void>
}

/** Of its cores; above this the generator's own delays show in the latencies. */
const trustedShare = 0.8
const highestPerCore = 4000
const floorRate = 500
/** Both unclamped: the runtime compiles. The store's path is longer, and slower. */
const warmUp = { nullService: plateau(floorRate, 3), direct: plateau(800, 6) }
const costSeconds = 4
/** From the null service an answer takes a few milliseconds, and the jitter before each request up to 100. */
const atOnceSeconds = 0.25
/** About what one task at the smallest vCPU answers: under load a wake-up serves several requests, and each costs less. */
const costRates = { nullWrite: 700, nullLatest: 900, write: 225, latest: 340 }

/** Measures the generator unclamped, and the costs of a request at the smallest vCPU; yields what it is at. A minute and a half. */
export async function* calibrate(options: CalibrationOptions): AsyncGenerator<string, Calibration> {
  const generator = yield* calibrateGenerator(options)
  yield 'starting baseline'
  const direct = yield* withDeployment(options, baseline, measureDirect)
  const monitoring = yield* costOfReadings(options)
  const { ceiling, floorP99Ms, witness, ...costs } = generator
  return {
    generatorCeiling: ceiling,
    floorP99Ms,
    costs: { ...costs, ...direct },
    ...(witness && { witness }),
    ...(monitoring && { monitoring }),
  }
}

/** Of the architecture for which they are dearest. */
async function* costOfReadings(options: CalibrationOptions): AsyncGenerator<string, Monitoring | undefined> {
  const architecture = withMostParts(options.plan.architectures)
  if (architecture === undefined) return undefined
  yield `what the readings cost ${architecture.name}`
  return yield* withDeployment(options, architecture, async function* ({ deployment }, { signal }) {
    yield `what the readings cost ${architecture.name}: measuring`
    return { architecture: architecture.name, ...(await measureMonitoring(deployment, signal)) }
  })
}

/** Measures the generator unclamped against the null service, and that one's CPU a request. Half a minute. */
export async function* calibrateGenerator(options: CalibrationOptions) {
  yield 'starting the null service'
  return yield* withDeployment(options, nullService, measureNull)
}

async function* withDeployment<T>(
  options: CalibrationOptions,
  architecture: Architecture,
  work: (calibrating: Calibrating, options: CalibrationOptions) => AsyncGenerator<string, T>,
): AsyncGenerator<string, T> {
  const { platform, plan, signal } = options
  const fleet = { devices: plan.fleet.devices, eventsPerDevice: 1 }
  await using deployment = await platform.start(
    { architecture, sizes: plan.sizes, coresPerVcpu: smallestVcpu, fleet, compression: 1 },
    signal,
  )
  await deployment.clamp('off')
  const run: Measure = (name, load) =>
    measure(deployment, { ...options, ...load, name: `${architecture.name}-${name}` })
  return yield* work({ deployment, run, clamp: () => deployment.clamp('on') }, options)
}

async function* measureNull({ run, clamp }: Calibrating, { machine }: CalibrationOptions) {
  yield 'null service: warming up'
  await run('warm-up', { workload: mixed, stages: warmUp.nullService })
  yield 'null service: latency floor'
  const floor = await run('floor', { workload: mixed, stages: plateau(floorRate, costSeconds) })
  yield 'null service: how much the generator can send'
  const highest = highestPerCore * machine.generatorCores
  const top = await run('ceiling', {
    workload: mixed,
    stages: [
      { seconds: 0, rate: floorRate },
      { seconds: 8, rate: highest },
    ],
    virtualUsers: Math.ceil(highest * atOnceSeconds),
  })
  await clamp()
  yield 'null service: CPU of a write'
  const write = await run('write', {
    workload: writeHeavy,
    stages: plateau(costRates.nullWrite, costSeconds),
  })
  yield 'null service: CPU of a read'
  const latest = await run('latest', {
    workload: readHeavy,
    stages: plateau(costRates.nullLatest, costSeconds),
  })
  const generator = generatorCpuMs(top)
  return {
    ceiling: Math.min(reached(top.outcome), (trustedShare * machine.generatorCores * 1000) / generator),
    floorP99Ms: p99(floor),
    witness: witnessOf(settled(floor), { timings: floor.timings, run: floor.outcome.settings.run }),
    generator,
    balancer: cpuMs(top, 'loadBalancer') ?? 0,
    nullWrite: cost(write, 'api'),
    nullLatest: cost(latest, 'api'),
  }
}

async function* measureDirect({ run, clamp }: Calibrating) {
  yield 'baseline: warming up'
  await run('warm-up', { workload: mixed, stages: warmUp.direct })
  await clamp()
  yield 'baseline: CPU of a write'
  const write = await run('write', { workload: writeHeavy, stages: plateau(costRates.write, costSeconds) })
  yield 'baseline: CPU of a read'
  const latest = await run('latest', { workload: readHeavy, stages: plateau(costRates.latest, costSeconds) })
  return {
    write: { api: cost(write, 'api'), postgres: cost(write, 'postgres') },
    latest: { api: cost(latest, 'api'), postgres: cost(latest, 'postgres') },
  }
}

interface MeasureOptions extends CalibrationOptions, CalibrationLoad {
  readonly name: string
}

async function measure(deployment: Deployment, options: MeasureOptions): Promise<Measured> {
  const { plan, folder, signal, workload, stages, virtualUsers } = options
  const path = join(folder, `sizing-${options.name}`)
  await using timings = collectTimings(deployment)
  await using recorder = recordReadings(deployment, `${path}.readings.ndjson.gz`)
  const load = runLoad({
    deployment,
    settings: settingsFor({
      plan,
      workload,
      stages,
      run: options.nextRun(),
      witnessed: timings.witnessed,
      ...(virtualUsers !== undefined && { virtualUsers }),
    }),
    slo: plan.slo,
    endpoints: calledEndpoints(workload),
    stopAt: rises(stages) ? 'breach' : 'end',
    samplesPath: `${path}.csv.gz`,
    signal,
  })
  let next = await load.next()
  while (next.done !== true) next = await load.next()
  if (next.value.samples.length === 0)
    throw new Error(
      `Cannot calibrate against ${options.name}: k6 must answer, it ended with exit code ${next.value.end.exitCode}: ${next.value.end.stderr.trim().slice(-400)}`,
    )
  return { outcome: next.value, readings: recorder.readings, timings: timings.known }
}

/** A ramp seeks the end of what can be sent; the cost of a request is measured to the end in any case. */
function rises(stages: readonly RateStage[]): boolean {
  return stages.at(-1)?.rate !== stages[0]?.rate
}
