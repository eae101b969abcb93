/**
 * Where the CPU of an API task goes: a flame graph and the shares of each package, under 64 clients, unclamped.
 *
 *     node service/bench/profile/main.ts batched write    # any architecture; write, read, mixed or batch
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { architectures, calibration, components } from '@telemark/architecture'
import type { FleetDevice } from '@telemark/deployment'
import { ensureTools, openRun, startKafka, startPostgres, startRedis, toolsFor } from '@telemark/local'
import { answeredRequests, works } from '../support/load.ts'
import { type CpuProfile, framesOf, sharesByOwner } from './cpu-profile.ts'
import { flameGraph } from './flame-graph.ts'

const warmSeconds = 5
const seconds = 10
const port = 18_081
const main = join(import.meta.dirname, '../../src/main.ts')
const folder = join(import.meta.dirname, '../../../results/profiles')

const [name, asked = 'write'] = process.argv.slice(2)
const work = works.find((known) => known === asked)
const architecture = [...architectures, calibration].find((known) => known.name === name)
if (architecture === undefined || work === undefined)
  throw new RangeError(`Give an architecture, and ${works.join(' or ')}: e.g. batched write.`)

await using run = await openRun()
const needed = components(architecture)
const tools = await ensureTools(toolsFor(needed), console.log)
await using postgres = await startPostgres({ run, tools })
await using redis = needed.includes('redis') ? await startRedis({ run, tools }) : undefined
await using kafka = needed.includes('kafka') ? await startKafka({ run, tools }) : undefined
const environment = {
  ...process.env,
  TELEMARK_ARCHITECTURE: architecture.name,
  TELEMARK_PORT: String(port),
  TELEMARK_DATABASE_URL: postgres.url,
  TELEMARK_REDIS_URL: redis?.url,
  TELEMARK_KAFKA_BROKERS: kafka?.brokers,
  TELEMARK_OPERATOR_KEY: 'operator'.repeat(4),
}

/** Runs a role that ends by itself; what it printed. */
async function role(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [main, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = await Array.fromAsync(child.stdout)
  return Buffer.concat(chunks).toString()
}

async function ready(url: URL): Promise<void> {
  while (
    !(await fetch(new URL('/health/ready', url)).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await delay(100)
}

await role('migrate')
const lines = (await role('seed', '--devices', '1000', '--events', '1')).trim().split('\n')
const fleet = lines.map((line): FleetDevice => JSON.parse(line))
await mkdir(folder, { recursive: true })
const before = new Set(await readdir(folder))
const profiling = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500']
const task = spawn(process.execPath, [...profiling, main, 'api'], { env: environment, stdio: 'inherit' })
const url = new URL(`http://127.0.0.1:${port}`)
await ready(url)
const load = { work, connections: 64 }
await answeredRequests({ url, fleet }, { ...load, seconds: warmSeconds })
const requests = await answeredRequests({ url, fleet }, { ...load, seconds })
task.kill('SIGTERM')
await once(task, 'exit')

const [file] = (await readdir(folder)).filter((found) => found.endsWith('.cpuprofile') && !before.has(found))
const profile: CpuProfile = JSON.parse(await readFile(join(folder, file ?? ''), 'utf8'))
const root = framesOf(profile)
const picture = join(folder, `${architecture.name}-${work}.svg`)
await writeFile(picture, flameGraph(root, `API task, ${architecture.name}, ${work}`))
console.log(`${Math.round(requests / seconds)} requests a second`)
for (const [owner, share] of sharesByOwner(root).filter(([, part]) => part >= 0.01))
  console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${owner}`)
console.log(`flame graph: ${picture}`)
