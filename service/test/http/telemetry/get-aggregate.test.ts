import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '../../../src/telemetry/unavailable.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { operatorHeaders, runningApi } from '../../support/running-api.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

test('an answer of more than 20,000 values is refused, and fewer keys are taken', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { device, deviceId } = await fresh.device()
  await fresh.value(`INSERT INTO telemetry_event SELECT ${device}, date_trunc('minute', now()) - interval '1 minute' * number,
    gen_random_uuid(), now(), (SELECT jsonb_object_agg('key' || key, key) FROM generate_series(1, 11) AS key)
    FROM generate_series(1, 1900) AS number`)
  const url = await runningApi(t, fresh.config)
  const from = new Date(Date.now() - 1950 * 60_000).toISOString()
  const ask = (query: string) =>
    fetch(new URL(`/api/telemetry/${deviceId}/aggregate?from=${from}&interval=1m&${query}`, url), {
      headers: operatorHeaders(fresh.config),
    })
  const refused = await ask('')
  assert.equal(refused.status, 422)
  const { errors } = (await refused.json()) as { errors: { code: string }[] }
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['too_many_values'],
  )
  const taken = await ask('keys=key1,key2')
  assert.equal(taken.status, 200)
  assert.equal(((await taken.json()) as { items: unknown[] }).items.length, 1900)
})

test('a fourth aggregate at the same time is refused at once, and one that fails gives its place back', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const { deviceId } = await fresh.device()
  const { promise: outage, reject } = Promise.withResolvers<never>()
  const started: (() => void)[] = []
  const url = await runningApi(t, fresh.config, (api) => ({
    ...api,
    events: {
      ...api.events,
      aggregate() {
        started.shift()?.()
        return outage
      },
    },
  }))
  const ask = () =>
    fetch(
      new URL(
        `/api/telemetry/${deviceId}/aggregate?from=${new Date(Date.now() - 86_400_000).toISOString()}&interval=1d`,
        url,
      ),
      {
        headers: operatorHeaders(fresh.config),
      },
    )
  const running = Promise.all([1, 2, 3].map(ask))
  await Promise.all([1, 2, 3].map(() => new Promise<void>((resolve) => started.push(resolve))))
  const refused = await ask()
  assert.equal(refused.status, 503)
  assert.equal(refused.headers.get('retry-after'), '1')
  assert.match(await refused.text(), /3 aggregates/)
  reject(new Unavailable('PostgreSQL is unreachable'))
  for (const { status } of await running) assert.equal(status, 503)
  assert.match(await (await ask()).text(), /PostgreSQL is unreachable/)
})
