import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openDatabase } from '../../../src/stores/postgres/database.ts'
import { Unavailable } from '../../../src/telemetry/unavailable.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const one = { name: 'one', text: 'SELECT 1' }
const slow = { name: 'slow', text: 'SELECT pg_sleep(30)' }
const backend = { name: 'backend', text: 'SELECT pg_backend_pid()' }

/** What a caller is told; `undefined` when it got an answer. */
function failure(query: Promise<unknown>): Promise<unknown> {
  return query.then(
    () => undefined,
    (error) => error,
  )
}

test('a full queue refuses at once, and who waits too long is told so', async () => {
  await using database = openDatabase({
    url: servers.postgres,
    poolSize: 1,
    maxWaiting: 1,
    acquireTimeoutMs: 200,
    statementTimeoutMs: 1000,
  })
  await database.query(one, [])
  const working = failure(database.query(slow, []))
  const waiting = failure(database.query(one, []))
  const refused = await failure(database.query(one, []))
  assert.ok(refused instanceof Unavailable && /queue .* full/.test(refused.message))
  assert.equal(database.waiting(), 1)
  const expired = await waiting
  assert.ok(expired instanceof Unavailable && /in time/.test(expired.message))
  assert.equal(database.waiting(), 0)
  const cancelled = await working
  assert.ok(cancelled instanceof Unavailable && /statement timeout/.test(cancelled.message))
  assert.deepEqual(await database.query(one, []), [['1']])
})

test('a connection that is ended is replaced', async () => {
  await using database = openDatabase({ url: servers.postgres, poolSize: 2 })
  const pid = (await database.query(backend, []))[0]?.[0]
  const working = failure(database.query(slow, []))
  await using other = openDatabase({ url: servers.postgres, poolSize: 1 })
  await other.query({ name: 'end', text: 'SELECT pg_terminate_backend($1)' }, [pid ?? 0])
  assert.ok((await working) instanceof Unavailable)
  for (let i = 0; i < 4; i += 1) assert.deepEqual(await database.query(one, []), [['1']])
})

test('a server that is not there is unavailable, not an error of ours', async () => {
  await using database = openDatabase({ url: 'postgres://telemark@127.0.0.1:1/none', poolSize: 2 })
  assert.ok((await failure(database.query(one, []))) instanceof Unavailable)
})

test('a server that is silent is told apart at once when it has been silent for a while', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  await using database = openDatabase({ url: `postgres://telemark@127.0.0.1:${port}/none`, poolSize: 2 })
  let told: unknown
  do {
    told = await failure(database.query(one, []))
    assert.ok(told instanceof Unavailable)
  } while (!/does not answer/.test(told.message))
  const again = database.query(one, []).then(
    () => 'answered',
    () => 'refused',
  )
  assert.equal(await Promise.race([again, nextTurn('waits')]), 'refused')
  silent.close()
})

test('a statement that is slow is let be, and who waits for its connection is told within a second that none is free', async () => {
  await using database = openDatabase({ url: servers.postgres, poolSize: 1 })
  const slowly = database.query({ name: 'slowly', text: 'SELECT 7, pg_sleep(4)' }, [])
  const told = await failure(database.query(one, []))
  assert.ok(told instanceof Unavailable && /became free in time/.test(told.message))
  assert.equal((await slowly)[0]?.[0], '7') // nobody else is answered for four seconds, but the probe is
})

test('a mistake of ours stays what it is', async () => {
  await using database = openDatabase({ url: servers.postgres, poolSize: 1 })
  const error = await failure(database.query({ name: 'typo', text: 'SELEC 1' }, []))
  assert.ok(error instanceof Error && !(error instanceof Unavailable))
})

test('a value that cannot be sent fails its query alone: the connection goes on', async () => {
  await using database = openDatabase({ url: servers.postgres, poolSize: 1 })
  const unsendable = {
    toJSON() {
      throw new TypeError('on purpose')
    },
  }
  const echo = { name: 'echo', text: 'SELECT $1::text[]' }
  assert.match(String(await failure(database.query(echo, [[unsendable]]))), /on purpose/)
  assert.deepEqual(await database.query(one, []), [['1']])
})
