import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { examineTarget } from '../../src/target/examine-target.ts'
import { TargetError } from '../../src/target/target-error.ts'
import { answering, type Said } from '../support/answering.ts'

const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../../service/openapi.json'), 'utf8'))
const system = { acknowledgement: 'committed', components: ['api'], architecture: { name: 'baseline' } }

/** A service that keeps the contract and knows the operator `secret`, but for what `otherwise` says. */
const keeping =
  (otherwise: Readonly<Record<string, Said>> = {}) =>
  ({
    url = '',
    headers,
  }: {
    url?: string | undefined
    headers: { authorization?: string | undefined }
  }): Said => {
    const usual: Readonly<Record<string, Said>> = {
      '/api/openapi.json': { body: contract },
      '/health/ready': { body: { status: 'ready' } },
      '/api/system': { body: system },
      '/api/pipeline': headers.authorization === 'Bearer secret' ? { body: {} } : { status: 401 },
    }
    return otherwise[url] ?? usual[url] ?? { status: 404 }
  }

test('A service that keeps the contract is described by what it says of itself', async (t) => {
  const target = await answering(t, keeping())
  const architecture = await examineTarget(target, 'secret', t.signal)
  assert.deepEqual([architecture.name, architecture.ingest], ['staging', { kind: 'direct' }])
})

test('Another key than the operator’s is told where the right one is given', async (t) => {
  const target = await answering(t, keeping())
  await assert.rejects(
    examineTarget(target, 'wrong', t.signal),
    /this one is refused \(401\)\. Give it with --operator-key or TELEMARK_OPERATOR_KEY/,
  )
})

test('A service of another contract is told what it lacks', async (t) => {
  const { '/api/devices': _, ...paths } = contract.paths
  const other = await answering(t, keeping({ '/api/openapi.json': { body: { paths } } }))
  await assert.rejects(examineTarget(other, 'secret', t.signal), /its own lacks POST \/api\/devices\./)
  const none = await answering(t, () => ({ status: 404 }))
  await assert.rejects(
    examineTarget(none, 'secret', t.signal),
    /must keep Telemark's HTTP contract and publish it\. staging answered GET \/api\/openapi\.json with 404/,
  )
})

test('A service that moved is not followed: the load would not be either', async (t) => {
  const moved = await answering(t, keeping({ '/api/openapi.json': { status: 301, body: 'elsewhere' } }))
  await assert.rejects(examineTarget(moved, 'secret', t.signal), /with 301, and 2xx is required/)
})

test('Where nothing listens, that is said, with what to look at', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  const target = { name: 'gone', url: new URL(`http://127.0.0.1:${port}`) }
  await assert.rejects(examineTarget(target, 'secret', t.signal), (error) => {
    assert.ok(error instanceof TargetError)
    assert.match(
      error.message,
      /Cannot reach gone: GET .*: nothing listens there .*Does it run, on this port\?/,
    )
    return true
  })
})
