import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '../../../src/stores/postgres/connection.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { operatorHeaders, runningApi } from '../../support/running-api.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

test('counts that take too long are a 503 that says so, and keep nobody else waiting', async (t) => {
  const { config, device } = await freshDatabase(t, servers.postgres)
  const { deviceId } = await device()
  const url = await runningApi(t, config)
  const get = (path: string) => fetch(new URL(path, url), { headers: operatorHeaders(config) })
  const connection = await connect({ url: config.databaseUrl, statementTimeoutMs: 0 }, () => undefined)
  t.after(() => connection.end())
  await connection.script('BEGIN; LOCK TABLE telemetry_event') // as long as a huge table would take
  const counts = ['/api/telemetry/count', `/api/telemetry/count/${deviceId}`].flatMap((path) =>
    Array.from({ length: 10 }, async () => {
      const answer = await get(path)
      return {
        status: answer.status,
        retryAfter: answer.headers.get('retry-after'),
        body: await answer.text(),
      }
    }),
  )
  assert.equal((await get(`/api/telemetry/latest/${deviceId}`)).status, 404) // it has sent nothing, and that is known at once
  const answers = await Promise.all(counts)
  for (const { status, retryAfter, body } of answers) assert.deepEqual([status, retryAfter], [503, '1'], body)
  const tooLong = answers.filter(({ body }) => body.includes('So many events cannot be counted'))
  assert.ok(tooLong.length >= 2)
})
