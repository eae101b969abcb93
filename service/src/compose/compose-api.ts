import { acknowledgement } from '@telemark/architecture'
import type { Config } from '../config.ts'
import type { Api } from '../http/api.ts'
import { deviceLimits } from '../http/device-limits.ts'
import { controlled } from '../ingest/controls/controlled.ts'
import { liveEvents } from '../live/live-events.ts'
import { log } from '../log/log.ts'
import { dayMs } from '../maintenance/partitions.ts'
import { authenticator } from '../registry/authenticator.ts'
import { deviceCache } from '../registry/device-cache.ts'
import { arrivalsReader } from '../stores/postgres/arrivals-reader.ts'
import { countEvents } from '../stores/postgres/event-counter.ts'
import { eventReader } from '../stores/postgres/event-reader.ts'
import { postgresRegistry } from '../stores/postgres/registry.ts'
import { ingestParts } from './ingest-parts.ts'
import { type ComposeOptions, openCounting, openShared } from './opened.ts'
import { postgresDependency } from './postgres-dependency.ts'
import { readParts } from './read-parts.ts'

/**
 * An API task of an architecture: its way to read, its way to ingest, which tells the first what was stored, and what all architectures
 * have alike.
 */
export function composeApi(config: Config, options: ComposeOptions): Api {
  const { architecture } = config
  const opened = openShared(config, options)
  const reading = readParts(architecture.read, opened)
  const ingest = ingestParts(architecture.ingest, opened, reading.onStored)

  const { database, metrics, stack } = opened
  const registry = postgresRegistry(database)
  const devices = deviceCache(registry)
  const counting = openCounting(opened)
  const promised = acknowledgement(architecture)
  return {
    architecture,
    acknowledgement: promised,
    accept: controlled(ingest.accept, architecture.control, promised),
    pipeline: ingest.pipeline,
    read: reading.read,
    forgetLatest: reading.forget,
    live: stack.use(liveEvents(arrivalsReader(database), reportPolling)),
    events: eventReader(database, counting),
    countEvents: () => countEvents(counting),
    registry,
    devices,
    authenticator: authenticator(devices, config.operatorKey),
    limits: deviceLimits(config.rateLimit),
    retentionMs: config.retentionDays * dayMs,
    dependencies: [postgresDependency(database), ...reading.dependencies, ...ingest.dependencies],
    metrics,
  }
}

function reportPolling(error: unknown): void {
  log.warn({ err: error }, 'What has arrived cannot be read, will try again')
}
