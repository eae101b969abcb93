import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Control } from '@telemark/architecture'
import { eventually } from '../../../../test/support/eventually.ts'
import { bisect } from '../../../src/ingest/bisect.ts'
import { controlled } from '../../../src/ingest/controls/controlled.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import { apiDevice } from '../../support/api-client.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { runningService } from '../../support/running-service.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

async function planted(t: Parameters<typeof freshDatabase>[0], control: Control | undefined) {
  const fresh = await freshDatabase(t, servers.postgres)
  const who = await fresh.device()
  const own = bisect(postgresStore(fresh.database))
  return {
    own,
    accept: controlled(own, control, 'committed'),
    events: (count: number) => Array.from({ length: count }, () => eventOf(who)),
    stored: async () => Number(await fresh.value('SELECT count(*) FROM telemetry_event')),
  }
}

test('where nothing is planted there is nothing in the way', async (t) => {
  const { own, accept } = await planted(t, undefined)
  assert.equal(accept, own)
})

test('one event is answered as the others are, and is never stored', async (t) => {
  const { accept, events, stored } = await planted(t, { kind: 'losesOne', after: 5 })
  const outcomes = [...(await accept(events(4))), ...(await accept(events(4))), ...(await accept(events(4)))]
  assert.deepEqual(outcomes, Array(12).fill({ kind: 'committed', duplicate: false }))
  assert.equal(await stored(), 11)
})

test('an event that comes alone can be the lost one', async (t) => {
  const { accept, events, stored } = await planted(t, { kind: 'losesOne', after: 0 })
  assert.deepEqual(await accept(events(1)), [{ kind: 'committed', duplicate: false }])
  await accept(events(1))
  assert.equal(await stored(), 1)
})

test('an event is answered before PostgreSQL has it, which has it later', async (t) => {
  const { accept, events, stored } = await planted(t, { kind: 'answersEarly', storedAfterMs: 300 })
  assert.deepEqual(await accept(events(1)), [{ kind: 'committed', duplicate: false }])
  assert.equal(await stored(), 0)
  await eventually(async () => assert.equal(await stored(), 1))
})

const requests = 600

/** CPU seconds that a process of the service takes for so many writes, once it has compiled. */
async function cpuOfWrites(t: Parameters<typeof freshDatabase>[0], control?: Control): Promise<number> {
  const { config } = await freshDatabase(t, servers.postgres)
  const { url } = await runningService(t, {
    role: 'api',
    env: {
      TELEMARK_ARCHITECTURE: 'baseline',
      TELEMARK_DATABASE_URL: config.databaseUrl,
      TELEMARK_OPERATOR_KEY: config.operatorKey,
      ...(control && { TELEMARK_CONTROL: JSON.stringify(control) }),
    },
  })
  const device = await apiDevice(url, config.operatorKey)
  const write = async () => {
    for (let sent = 0; sent < requests; sent++) assert.equal(await device.write(), 201)
  }
  await write()
  const before = await cpuSeconds(url)
  await write()
  return (await cpuSeconds(url)) - before
}

async function cpuSeconds(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(page)?.[1])
}

test('a slower API takes more CPU for the same requests', async (t) => {
  // Twice as much rather than 15 %: another process on this machine must not decide the test.
  const honest = await cpuOfWrites(t)
  const slower = await cpuOfWrites(t, { kind: 'slower', share: 1 })
  assert.ok(slower > 1.4 * honest, `${slower} s against ${honest} s`)
})
