import { randomUUID } from 'node:crypto'
import { baseline } from '@telemark/architecture'
import type { FleetDevice } from '@telemark/deployment'
import { openDatabase } from '../../src/stores/postgres/database.ts'
import { postgresRegistry } from '../../src/stores/postgres/registry.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import type { TelemetryEvent } from '../../src/telemetry/event.ts'
import { uuidV7 } from '../../src/telemetry/uuid.ts'
import { measurePairs } from '../measure-pairs.ts'
import { outcomeOf } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { addressOf, deploy } from '../support/deploy.ts'
import { type RawClient, rawClient } from '../support/raw-client.ts'

const eventsABatch = 100
/** Some four seconds' worth. */
const batchesARun = 3000
/** Batches on their way at a time, on both sides. */
const clients = 4
const measurements = { temperature: 21.5, x_coord: 1.2, y_coord: 3.4, online: true, mode: 'eco' }
const text = JSON.stringify(measurements)

/** Sends what was made beforehand, by so many clients: making it is the device's work. Events a second. */
async function eventsPerSecond<T>(
  made: readonly T[],
  send: (batch: T, client: number) => Promise<unknown>,
): Promise<number> {
  const begun = performance.now()
  let sent = 0
  const client = async (_: unknown, number: number) => {
    while (sent < made.length) await send(made[sent++] as T, number)
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (made.length * eventsABatch * 1000) / (performance.now() - begun)
}

async function post(client: RawClient, batch: Buffer): Promise<void> {
  const status = await client.send(batch)
  if (status !== 201) throw new Error(`A batch was answered with ${status}.`)
}

function batchRequest({ deviceId, apiKey }: FleetDevice): Buffer {
  const now = Date.now()
  const events = Array.from({ length: eventsABatch }, () => ({ event_id: uuidV7(now), measurements }))
  const body = JSON.stringify({ events })
  const head = [
    `POST /api/telemetry/${deviceId}/batch HTTP/1.1`,
    'host: telemark',
    `x-api-key: ${apiKey}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function batchOf(device: Pick<TelemetryEvent, 'device' | 'deviceId'>): readonly TelemetryEvent[] {
  const eventTime = Date.now()
  return Array.from({ length: eventsABatch }, () => ({
    ...device,
    eventTime,
    eventId: randomUUID(),
    measurements: text,
  }))
}

function cyclic<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T
}

async function measure({ signal, say }: SuiteOptions) {
  await using deployment = await deploy(baseline, {}, signal)
  await using database = openDatabase({ url: addressOf(deployment, 'PostgreSQL'), poolSize: clients })
  const { fleet } = deployment
  const devices = await postgresRegistry(database).first(fleet.length)
  const store = postgresStore(database)
  const api = addressOf(deployment, 'api-1')
  using stack = new DisposableStack()
  const connections = await Promise.all(Array.from({ length: clients }, () => rawClient(new URL(api))))
  for (const connection of connections) stack.use(connection)
  const overHttp = () =>
    eventsPerSecond(
      Array.from({ length: batchesARun }, (_, number) => batchRequest(cyclic(fleet, number))),
      (batch, client) => post(cyclic(connections, client), batch),
    )
  const bare = () =>
    eventsPerSecond(
      Array.from({ length: batchesARun }, (_, number) => batchOf(cyclic(devices, number))),
      store,
    )
  for (let warm = 0; warm < 3; warm += 1) await overHttp() // the engine compiles
  const pairs = await measurePairs({ reference: bare, subject: overHttp }, { say })
  const comparison = {
    name: `batches of ${eventsABatch} events`,
    reference: 'the bare statement',
    unit: 'events a second',
    required: 0.8,
  }
  return { outcomes: [outcomeOf(comparison, pairs)], figures: { clients } }
}

/** Batches through the API of one task, beside a bare loop of the statement that stores them. */
export const batches: Suite = { name: 'batches', measure }
