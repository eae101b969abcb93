import { baseline } from '@telemark/architecture'
import type { FleetDevice } from '@telemark/deployment'
import pg from 'pg'
import { dayMs } from '../../src/maintenance/partitions.ts'
import { measurePairs } from '../measure-pairs.ts'
import { outcomeOf } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { addressOf, deploy } from '../support/deploy.ts'

const rows = 10_000
/** A single reading takes some 50 ms. */
const readings = 20

const bareQuery = `SELECT event_id, event_time, received_at, measurements FROM telemetry_event
  WHERE device_id = (SELECT id FROM device WHERE device_id = $1) ORDER BY event_time DESC, event_id DESC`

async function rowsPerSecond(read: () => Promise<number>): Promise<number> {
  const begun = performance.now()
  for (let reading = 0; reading < readings; reading += 1) {
    const found = await read()
    if (found !== rows) throw new Error(`${rows} rows must be read, ${found} were.`)
  }
  return (rows * readings * 1000) / (performance.now() - begun)
}

async function streamed(url: URL, { apiKey }: FleetDevice): Promise<number> {
  const answer = await fetch(url, { headers: { 'x-api-key': apiKey, accept: 'application/x-ndjson' } })
  if (!answer.ok || answer.body === null) throw new Error(`History was answered with ${answer.status}.`)
  let lines = 0
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
  return lines
}

async function measure({ signal, say }: SuiteOptions) {
  const fleet = { devices: 10, eventsPerDevice: rows }
  await using deployment = await deploy(baseline, { fleet }, signal)
  const device = deployment.fleet[0] as FleetDevice
  const client = new pg.Client(addressOf(deployment, 'PostgreSQL'))
  await client.connect()
  const url = new URL(
    `/api/telemetry/${device.deviceId}?from=${new Date(Date.now() - 20 * dayMs).toISOString()}`,
    addressOf(deployment, 'api-1'),
  )
  const bare = () =>
    rowsPerSecond(async () => (await client.query(bareQuery, [device.deviceId])).rowCount ?? 0)
  const overHttp = () => rowsPerSecond(() => streamed(url, device))
  const comparison = {
    name: `history of ${rows} rows`,
    reference: 'the bare client',
    unit: 'rows a second',
    required: 0.5,
  }
  try {
    await overHttp() // the engine compiles
    const pairs = await measurePairs({ reference: bare, subject: overHttp }, { say })
    return { outcomes: [outcomeOf(comparison, pairs)] }
  } finally {
    await client.end()
  }
}

/** A device's history streamed as NDJSON, beside reading the same rows with the bare client. */
export const history: Suite = { name: 'history', measure }
