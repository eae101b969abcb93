import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Config } from '../../src/config.ts'
import { serviceMain } from '../../src/index.ts'
import { makePartitions, partitionName, startOfDay } from '../../src/maintenance/partitions.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import { rfc3339 } from '../../src/telemetry/event-time.ts'
import { eventOf } from '../support/events.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres'])
const execute = promisify(execFile)

/** Runs a role as a process of its own; the lines that it prints. */
async function linesOf(
  { databaseUrl, operatorKey }: Config,
  ...args: readonly string[]
): Promise<readonly string[]> {
  const env = {
    PATH: process.env.PATH,
    TELEMARK_ARCHITECTURE: 'baseline',
    TELEMARK_DATABASE_URL: databaseUrl,
    TELEMARK_OPERATOR_KEY: operatorKey,
  }
  const { stdout } = await execute(process.execPath, [fileURLToPath(serviceMain), ...args], { env })
  return stdout.split('\n').filter((line) => line !== '')
}

/** The same; the JSON documents that it prints. */
async function run(config: Config, ...args: readonly string[]): Promise<Record<string, unknown>[]> {
  return (await linesOf(config, ...args)).map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('seed, load, export and reset come back to the seeded state', async (t) => {
  const { config, database, value } = await freshDatabase(t, servers.postgres)
  const fleet = await run(config, 'seed', '--devices', '10', '--events', '7')
  assert.equal(fleet.length, 10)
  for (const { apiKey } of fleet) assert.match(String(apiKey), /^[\w-]{43}$/)
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '70')
  assert.equal(await value('SELECT count(*) FROM telemetry_latest'), '10')
  assert.deepEqual(await run(config, 'export'), [])
  const seeded = await value(
    'SELECT md5(string_agg(latest::text, $$,$$ ORDER BY device_id)) FROM telemetry_latest latest',
  )

  const now = Date.now()
  const [device] = await database.query(
    { name: 'one', text: 'SELECT id, device_id FROM device ORDER BY id LIMIT 1' },
    [],
  )
  const event = eventOf({ device: Number(device?.[0]), deviceId: String(device?.[1]), eventTime: now })
  await postgresStore(database)([event])
  const [exported, ...others] = await run(config, 'export')
  assert.deepEqual(others, [])
  assert.deepEqual(
    [exported?.deviceId, exported?.eventId, exported?.eventTime],
    [event.deviceId, event.eventId, event.eventTime],
  )
  assert.equal(typeof exported?.receivedAt, 'number')

  await run(config, 'reset', '--cache', 'cold')
  assert.deepEqual(await run(config, 'export'), [])
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '70')
  const after = await value(
    'SELECT md5(string_agg(latest::text, $$,$$ ORDER BY device_id)) FROM telemetry_latest latest',
  )
  assert.equal(after, seeded)
})

test('a wrong role or flag is one message and exit code 2', async (t) => {
  const { config } = await freshDatabase(t, servers.postgres)
  for (const args of [
    ['sow'],
    [],
    ['seed', '--device', '1'],
    ['seed', '--devices', '0'],
    ['reset', '--cache', 'hot'],
  ]) {
    await assert.rejects(run(config, ...args), (error: { code: number; stderr: string }) => {
      assert.equal(error.code, 2, error.stderr)
      assert.doesNotMatch(error.stderr, /\n\s+at /)
      return true
    })
  }
})

test('retention by hand says what it dropped, and the second time that there was nothing', async (t) => {
  const { config, database } = await freshDatabase(t, servers.postgres)
  const day = 86_400_000
  await database.exclusively((connection) => makePartitions(connection, Date.now() - 2 * day, 30))
  const oldest = startOfDay(Date.now() - 32 * day)
  assert.deepEqual(await linesOf(config, 'retention'), [
    `Dropped ${partitionName(oldest)}: older than ${rfc3339(oldest + day).slice(0, 10)}.`,
  ])
  assert.deepEqual(await linesOf(config, 'retention'), [
    `No partition of a day before ${rfc3339(oldest + day).slice(0, 10)} was dropped.`,
  ])
})
