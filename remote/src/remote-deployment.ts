import type { Deployment, DeploymentPlan } from '@telemark/deployment'
import { type Generator, type LocalGenerator, read } from '@telemark/local'
import { sayEarlierFleets } from './fleet/earlier-fleets.ts'
import { type FirstEvent, sendFirstEvents } from './fleet/first-events.ts'
import { runFleet } from './fleet/run-fleet.ts'
import { metricsSamplers } from './readings/metrics-samplers.ts'
import { type Lag, lagReader, lagSamplers } from './readings/pipeline.ts'
import { processes } from './readings/processes.ts'
import { scraper } from './readings/scraper.ts'
import { clockOffsetMs } from './stored/clock-offset.ts'
import { historyOf } from './stored/history.ts'
import { storedEvents } from './stored/stored-events.ts'
import { type ApiClient, apiClient } from './target/api-client.ts'
import { askSystem } from './target/examine-target.ts'
import type { Target } from './target/target.ts'
import { TargetError } from './target/target-error.ts'
import { type ToldSystem, toldSystem } from './target/told-system.ts'

/** What a platform of services that stand elsewhere is made with. */
export interface RemotePlatformOptions {
  /** Where the load comes from. */
  readonly generator: LocalGenerator
  /** Opens the routes of every target that register and remove devices. */
  readonly operatorKey: string
  /** Gets a line for whatever people must know. */
  report(line: string): void
}

/** Registers a fleet at the plan's target, and lets it be loaded. Disposing removes the fleet. Rejects with nothing left there. */
export async function remoteDeployment(
  { architecture, fleet: { devices: size } }: DeploymentPlan,
  { generator: place, operatorKey, report }: RemotePlatformOptions,
  signal: AbortSignal,
): Promise<Deployment> {
  const { name, standsAt } = architecture
  if (standsAt === undefined) throw new RangeError(`Cannot load ${name}: a URL is required, and it has none.`)
  const target: Target = { name, url: new URL(standsAt) }
  const client = apiClient(target)
  const told = toldSystem(target, await askSystem(client, signal))
  const earlier = await sayEarlierFleets(client, operatorKey, signal)
  if (earlier !== undefined) report(earlier)

  await using opened = new AsyncDisposableStack()
  report(`${name}: registering ${size} devices for the run`)
  const { devices } = opened.use(await runFleet({ client, operatorKey, size, report }, signal))
  const readLag = lagReader(client, operatorKey)
  const backlog = async () => (told.acknowledgement === 'enqueued' ? known(target, await readLag(signal)) : 0)
  const first = await sendFirstEvents(client, devices, signal)
  const offsetMs = await clockOffset(client, { told, first }, signal)
  const generator = opened.use(await place.open({ baseUrl: target.url, fleet: devices, operatorKey }))
  const closing = opened.adopt(new AbortController(), (controller) => controller.abort())
  const samplers = [...generator.samplers, ...targetSamplers(target, told, readLag)]
  let since = Date.now()
  const kept = opened.move()
  return {
    ...fixed(target, { told, generator, offsetMs }),
    operatorKey,
    fleet: devices,
    load: (load, loading) => generator.start(load, loading),
    readings: (until) => read(samplers, AbortSignal.any([until, closing.signal])),
    reset: async () => {
      since = Date.now()
    },
    backlog,
    stored: () =>
      storedEvents({ client, devices, from: since, clockOffsetMs: offsetMs, signal: closing.signal }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Readings of the target: from its `/metrics`, and from its pipeline where it has one. */
function targetSamplers(
  target: Target,
  { acknowledgement }: ToldSystem,
  readLag: (signal: AbortSignal) => Promise<Lag>,
) {
  const lag = acknowledgement === 'enqueued' ? lagSamplers(readLag) : []
  return [...metricsSamplers(scraper(target), processes()), ...lag]
}

function known({ name }: Target, { events }: Lag): number {
  if (events !== null) return events
  throw new TargetError(`Cannot tell what ${name} has not stored yet: its queue does not answer.`)
}

const probed = 20

/** From the first event of some devices, read back. */
async function clockOffset(
  client: ApiClient,
  { told, first }: { readonly told: ToldSystem; readonly first: readonly FirstEvent[] },
  signal: AbortSignal,
): Promise<number> {
  if (told.acknowledgement === 'none') return 0
  const exchanges = await Promise.all(
    first.slice(-probed).map(async ({ device, ...exchange }) => {
      const [stored] = await Array.fromAsync(historyOf(client, device, { from: 0, signal }))
      return stored === undefined ? [] : [{ ...exchange, receivedAt: stored.receivedAt }]
    }),
  )
  return clockOffsetMs(exchanges.flat(), told.acknowledgement)
}

interface Known {
  readonly told: ToldSystem
  readonly generator: Generator
  readonly offsetMs: number
}

/** What is known of a target, and what cannot be done with it. */
function fixed(target: Target, { told, generator, offsetMs }: Known) {
  const impossible = async (): Promise<never> => {
    throw new RangeError(
      `Cannot change ${target.name}: it stands elsewhere. Ask for \`abilities\` first: it has none.`,
    )
  }
  return {
    abilities: [],
    url: target.url,
    environment: {
      ...told.facts,
      k6: generator.version,
      'its clock is ahead of this machine by': `${offsetMs} ms`,
    },
    parts: [{ name: target.name, address: target.url.href, log: 'where it stands' }],
    decisions: [],
    losses: [],
    setTasks: impossible,
    restart: impossible,
    clamp: impossible,
  } as const
}
