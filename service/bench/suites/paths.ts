import { type Architecture, baseline, batched, calibration, kafka, redis } from '@telemark/architecture'
import { defaultSizes } from '@telemark/deployment'
import { measureRounds } from '../measure-pairs.ts'
import { type Comparison, outcomeOf } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { apiCpuSeconds } from '../support/api-cpu-seconds.ts'
import { deploy } from '../support/deploy.ts'
import { answeredRequests, type Work } from '../support/load.ts'

/** One way through the service, and how fast it has to be beside the null service. */
interface Path {
  readonly name: string
  readonly architecture: Architecture
  readonly work: Work
  readonly required: number
}

const watched: readonly Path[] = [
  { name: 'direct writes', architecture: baseline, work: 'write', required: 0.4 },
  { name: 'latest from PostgreSQL', architecture: baseline, work: 'read', required: 0.45 },
  { name: 'mixed', architecture: baseline, work: 'mixed', required: 0.4 },
  { name: 'latest from Redis', architecture: redis, work: 'read', required: 0.6 },
  { name: 'batched writes', architecture: batched, work: 'write', required: 0.9 },
  { name: 'queued writes', architecture: kafka, work: 'write', required: 0.9 },
]

/** A deployment's, of all its works: until then the compiler of the engine still works, and costs more than the requests. */
const warmRequests = 40_000
const seconds = 5
const apiCores = 0.25
/** Only the API task is small: what is measured is its CPU, not a store's. */
const unlimited = { vcpu: 2 / apiCores, memoryMiB: 2048 }
const sizes = {
  ...defaultSizes,
  postgres: unlimited,
  redis: unlimited,
  kafka: unlimited,
  consumer: unlimited,
}

/**
 * How many requests a second of CPU answers, at the task's quota. Unlike the rate itself it says the same when something else on the
 * machine is the limit (doc/decisions/0007). Each architecture stands alone, and what is enqueued stays in the queue: what works
 * beside the task makes it dearer.
 */
async function requestsACpuSecond(
  architecture: Architecture,
  works: readonly Work[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Work, number>> {
  await using deployment = await deploy(architecture, { sizes, coresPerVcpu: apiCores }, signal)
  await deployment.setTasks({ api: 1, consumers: 0 })
  await deployment.clamp('off')
  for (const work of works)
    for (let sent = 0; sent < warmRequests / works.length; )
      sent += await answeredRequests(deployment, { work, seconds: 1 })
  await deployment.clamp('on')
  const found = new Map<Work, number>()
  for (const work of works) {
    const before = await apiCpuSeconds(deployment)
    const requests = await answeredRequests(deployment, { work, seconds })
    found.set(work, requests / ((await apiCpuSeconds(deployment)) - before))
  }
  return found
}

/** Every path beside the null service, measured within a few minutes of each other. */
async function round(signal: AbortSignal) {
  const nothing = await requestsACpuSecond(calibration, ['write', 'read', 'mixed'], signal)
  const found = new Map<Architecture, ReadonlyMap<Work, number>>()
  for (const architecture of new Set(watched.map((path) => path.architecture))) {
    const own = watched.filter((path) => path.architecture === architecture).map(({ work }) => work)
    found.set(architecture, await requestsACpuSecond(architecture, own, signal))
  }
  return watched.map(({ architecture, work }) => ({
    subject: found.get(architecture)?.get(work) ?? Number.NaN,
    reference: nothing.get(work) ?? Number.NaN,
  }))
}

function comparison({ name, required }: Path): Comparison {
  return { name, required, reference: 'the null service', unit: 'requests a CPU second' }
}

async function measure({ signal, say }: SuiteOptions) {
  const rounds = await measureRounds(() => round(signal), { say })
  const outcomes = watched.map((path, index) =>
    outcomeOf(
      comparison(path),
      rounds.flatMap((found) => found[index] ?? []),
    ),
  )
  return { outcomes }
}

/** What one request of each path costs the API task, beside the null service. */
export const paths: Suite = { name: 'paths', measure }
