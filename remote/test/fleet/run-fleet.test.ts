import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runFleet } from '../../src/fleet/run-fleet.ts'
import { apiClient } from '../../src/target/api-client.ts'
import { answering } from '../support/answering.ts'

/** A registry that refuses the registration of all devices but the first `takes`, and to remove any if `keeps`. */
const registry = ({ takes = 100, keeps = false }) => {
  const registered = new Set<string>()
  let asked = 0
  return {
    registered,
    answer({ method, url = '' }: { method?: string | undefined; url?: string | undefined }) {
      if (method === 'POST') {
        asked++
        if (asked > takes) return { status: 422, body: 'no more' }
        registered.add(`device ${asked}`)
        return { status: 201, body: { api_key: `key ${asked}` } }
      }
      if (keeps) return { status: 403 }
      if (url.startsWith('/api/devices/')) registered.delete([...registered][0] ?? '')
      return { status: 204 }
    },
  }
}

const operatorKey = 'secret'

test('A fleet is registered, and removed when the run is over', async (t) => {
  const { registered, answer } = registry({})
  const client = apiClient(await answering(t, answer))
  {
    await using fleet = await runFleet({ client, operatorKey, size: 20, report: assert.fail }, t.signal)
    assert.deepEqual([fleet.devices.length, registered.size], [20, 20])
    assert.equal(new Set(fleet.devices.map(({ deviceId }) => deviceId)).size, 20)
  }
  assert.equal(registered.size, 0)
})

test('A registration that fails half-way leaves nothing', async (t) => {
  const { registered, answer } = registry({ takes: 12 })
  const client = apiClient(await answering(t, answer))
  await assert.rejects(
    runFleet({ client, operatorKey, size: 20, report: assert.fail }, t.signal),
    /staging answered POST \/api\/devices with 422/,
  )
  assert.equal(registered.size, 0)
})

test('What cannot be removed is named, with the way to find it', async (t) => {
  const said: string[] = []
  const client = apiClient(await answering(t, registry({ keeps: true }).answer))
  const report = (line: string) => said.push(line)
  const fleet = await runFleet({ client, operatorKey, size: 12, report }, t.signal)
  await fleet[Symbol.asyncDispose]()
  assert.equal(said.length, 1)
  assert.match(
    said[0] ?? '',
    /12 devices .* alias telemark-load-[0-9a-f]{8}: .* and 2 more\. Remove each with DELETE/,
  )
  assert.ok(said[0]?.includes(fleet.devices[0]?.deviceId ?? '?'))
})
