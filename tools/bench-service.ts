import { fileURLToPath } from 'node:url'
import { type Architecture, calibration } from '@telemark/architecture'
import { type Deployment, defaultSizes } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'
import { apiCpuSeconds } from './bench-service/api-cpu-seconds.ts'
import { answeredRequests, type Work } from './bench-service/load.ts'
import { paths } from './bench-service/paths.ts'

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
 * CPU seconds of the API task for one request of each kind, at its quota. A task whose quota is the limit answers quota / this
 * a second, and unlike the rate itself it says the same when something else on the machine is the limit.
 * Each architecture stands alone, and what is enqueued stays in the queue: what works beside the task makes it dearer.
 */
async function measure(
  architecture: Architecture,
  works: readonly Work[],
): Promise<ReadonlyMap<Work, number>> {
  await using deployment = await deploy(architecture)
  await deployment.setTasks({ api: 1, consumers: 0 })
  await deployment.clamp('off')
  for (const work of works)
    for (let sent = 0; sent < warmRequests / works.length; )
      sent += await answeredRequests(deployment, work, 1)
  await deployment.clamp('on')
  const prices = new Map<Work, number>()
  for (const work of works) {
    const before = await apiCpuSeconds(deployment)
    const requests = await answeredRequests(deployment, work, seconds)
    prices.set(work, ((await apiCpuSeconds(deployment)) - before) / requests)
  }
  return prices
}

/** One ratio for each path, measured within a few minutes of each other. */
async function ratios(): Promise<number[]> {
  const nothing = await measure(calibration, ['write', 'read', 'mixed'])
  const found = new Map<string, number>()
  for (const architecture of new Set(paths.map((path) => path.architecture))) {
    const own = paths.filter((path) => path.architecture === architecture)
    const prices = await measure(architecture, [...new Set(own.map(({ work }) => work))])
    for (const { name, work } of own) found.set(name, (nothing.get(work) ?? 0) / (prices.get(work) ?? 1))
  }
  return paths.map(({ name }) => found.get(name) ?? 0)
}

const all: number[][] = []
for (let run = 1; run <= runs; run += 1) {
  const found = await ratios()
  all.push(found)
  console.log(`run ${run} of ${runs}: ${found.map((ratio) => ratio.toFixed(2)).join('  ')}`)
}

let slow = 0
for (const [index, { name, required }] of paths.entries()) {
  const median = all.map((found) => found[index] ?? 0).toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
  const holds = median >= required
  if (!holds) slow += 1
  console.log(
    `${holds ? 'ok   ' : 'SLOW '} ${name.padEnd(24)} ${median.toFixed(2)} of the null service, ${required} required`,
  )
}
process.exitCode = slow === 0 ? 0 : 1
