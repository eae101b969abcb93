import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Architecture, calibration } from '@telemark/architecture'
import { type Deployment, defaultSizes } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'
import { startRun, writeRun } from '../service/bench/write-run.ts'
import { apiCpuSeconds } from './bench-service/api-cpu-seconds.ts'
import { answeredRequests, type Work } from './bench-service/load.ts'
import { outcomeOf, type PathRun, type Price, ratioOf, sayOutcome } from './bench-service/outcome.ts'
import { paths } from './bench-service/paths.ts'
import { root } from './root.ts'

const runs = 5
/** A deployment's, of all its works: until then the compiler of the engine still works, and costs more than the requests. */
const warmRequests = 40_000
const seconds = 5
const apiCores = 0.25

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

/** Only the API task is small: what is measured is its CPU, not a store's. */
function deploy(architecture: Architecture): Promise<Deployment> {
  const unlimited = { vcpu: 2 / apiCores, memoryMiB: 2048 }
  const sizes = {
    ...defaultSizes,
    postgres: unlimited,
    redis: unlimited,
    kafka: unlimited,
    consumer: unlimited,
  }
  const fleet = { devices: 1000, eventsPerDevice: 1 }
  const plan = { architecture, sizes, coresPerVcpu: apiCores, fleet, compression: 1 }
  // Squeezed onto one core, the balancer and the stores would take its caches from the task at every turn.
  const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain), separateCores: false })
  return platform.start(plan, stopping.signal)
}

/**
 * What one request of each kind costs the API task at its quota, in CPU seconds, and how many it answered. A task whose quota is the limit answers quota / this
 * a second, and unlike the rate itself it says the same when something else on the machine is the limit.
 * Each architecture stands alone, and what is enqueued stays in the queue: what works beside the task makes it dearer.
 */
async function measure(
  architecture: Architecture,
  works: readonly Work[],
): Promise<ReadonlyMap<Work, Price>> {
  await using deployment = await deploy(architecture)
  await deployment.setTasks({ api: 1, consumers: 0 })
  await deployment.clamp('off')
  for (const work of works)
    for (let sent = 0; sent < warmRequests / works.length; )
      sent += await answeredRequests(deployment, work, 1)
  await deployment.clamp('on')
  const prices = new Map<Work, Price>()
  for (const work of works) {
    const before = await apiCpuSeconds(deployment)
    const requests = await answeredRequests(deployment, work, seconds)
    const cpuSeconds = ((await apiCpuSeconds(deployment)) - before) / requests
    prices.set(work, { cpuSeconds, requestsPerSecond: requests / seconds })
  }
  return prices
}

/** Every path beside the null service, measured within a few minutes of each other. */
async function round(): Promise<readonly PathRun[]> {
  const nothing = await measure(calibration, ['write', 'read', 'mixed'])
  const found = new Map<string, Price>()
  for (const architecture of new Set(paths.map((path) => path.architecture))) {
    const own = paths.filter((path) => path.architecture === architecture)
    const prices = await measure(architecture, [...new Set(own.map(({ work }) => work))])
    for (const { name, work } of own) found.set(name, priceOf(prices, work))
  }
  return paths.map(({ name, work }) => ({ nullService: priceOf(nothing, work), path: priceOf(found, name) }))
}

function priceOf<Key>(prices: ReadonlyMap<Key, Price>, key: Key): Price {
  const price = prices.get(key)
  if (price === undefined) throw new Error(`Nothing was measured of ${key}.`)
  return price
}

const start = await startRun()
const rounds: (readonly PathRun[])[] = []
for (let run = 1; run <= runs; run += 1) {
  const found = await round()
  rounds.push(found)
  console.log(`run ${run} of ${runs}: ${found.map((one) => ratioOf(one).toFixed(2)).join('  ')}`)
}

const outcomes = paths.map(({ name, required }, index) => {
  const own = rounds.flatMap((found) => found[index] ?? [])
  return { name, ...outcomeOf(own, required), runs: own }
})
for (const outcome of outcomes) console.log(sayOutcome(outcome))
const folder = join(root, 'results/bench-service')
console.log(
  `      every run: ${await writeRun(start, { folder, name: 'paths', figures: { paths: outcomes } })}`,
)
process.exitCode = outcomes.every(({ holds }) => holds) ? 0 : 1
