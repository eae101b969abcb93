import type { Deployment, DeploymentPlan } from '@telemark/deployment'
import { type LocalGenerator, read } from '@telemark/local'
import { fixedProperties } from './fixed-properties.ts'
import { sayEarlierFleets } from './fleet/earlier-fleets.ts'
import { sendFirstEvents } from './fleet/first-events.ts'
import { runFleet } from './fleet/run-fleet.ts'
import { lagReader } from './readings/pipeline.ts'
import { targetSamplers } from './readings/target-samplers.ts'
import { backlogReader, emptied } from './stored/backlog.ts'
import { storedEvents } from './stored/stored-events.ts'
import { targetClock } from './stored/target-clock.ts'
import { apiClient } from './target/api-client.ts'
import { askSystem } from './target/examine-target.ts'
import { toldSystem } from './target/told-system.ts'

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
  const target = { name, url: new URL(standsAt) }
  const client = apiClient(target)
  const told = toldSystem(target, await askSystem(client, signal))
  const earlier = await sayEarlierFleets(client, operatorKey, signal)
  if (earlier !== undefined) report(earlier)

  await using opened = new AsyncDisposableStack()
  report(`${name}: registering ${size} devices for the run`)
  const { devices } = opened.use(await runFleet({ client, operatorKey, size, report }, signal))
  const readLag = lagReader(client, operatorKey)
  const backlog = backlogReader({ target, told, readLag, signal })
  const first = await sendFirstEvents(client, devices, signal)
  await emptied(backlog, signal)
  const clockOffsetMs = await targetClock(client, { told, first }, signal)
  const generator = opened.use(await place.open({ baseUrl: target.url, fleet: devices, operatorKey }))
  const closing = opened.adopt(new AbortController(), (controller) => controller.abort())
  const samplers = [...generator.samplers, ...targetSamplers(target, { told, readLag, report })]
  let since = Date.now()
  const kept = opened.move()
  return {
    ...fixedProperties({ target, told, generator, clockOffsetMs }),
    operatorKey,
    fleet: devices,
    load: (load, loading) => generator.start(load, loading),
    readings: (until) => read(samplers, AbortSignal.any([until, closing.signal])),
    reset: async () => {
      since = Date.now()
    },
    backlog,
    stored: () => storedEvents({ client, devices, from: since, clockOffsetMs, signal: closing.signal }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
