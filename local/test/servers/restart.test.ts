import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { startPostgres } from '../../src/servers/postgres.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

async function rows(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a server that was killed is started again where it was, with what it had on disk', async (t) => {
  const run = await testRun(t)
  await using server = await startPostgres({ run, tools: await testTools('postgres') })
  await rows(server.url, 'CREATE TABLE kept AS SELECT 7 AS seven')
  const killed = server.process
  process.kill(killed.pid, 'SIGKILL') // its children still hold the port for a moment
  await server.restart()
  assert.equal((await killed.exited).signal, 'SIGKILL')
  assert.deepEqual(await rows(server.url, 'SELECT seven FROM kept'), [{ seven: 7 }])
})

test('a server that runs is stopped first', async (t) => {
  const run = await testRun(t)
  await using server = await startPostgres({ run, tools: await testTools('postgres') })
  const { pid } = server.process
  await server.restart()
  assert.notEqual(server.process.pid, pid)
  assert.deepEqual(await rows(server.url, 'SELECT 1 AS one'), [{ one: 1 }])
})
