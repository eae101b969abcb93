import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { warmUp } from '../../src/tasks/warm-up.ts'

const device = { deviceId: '7f1e0b9c-6a3d-4a55-9a83-0d6f3f9a1c11', apiKey: 'key' }

async function listen(t: TestContext, listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

test('a task answers thousands of requests of a device before it serves, most of them writes', async (t) => {
  const counts = new Map<string, number>()
  const url = await listen(t, (incoming, response) => {
    const call = `${incoming.method} ${incoming.url} ${incoming.headers['x-api-key']}`
    counts.set(call, (counts.get(call) ?? 0) + 1)
    incoming.resume()
    response.end()
  })
  await warmUp(url, device, new AbortController().signal)
  assert.deepEqual(
    counts,
    new Map([
      [`POST /api/telemetry/${device.deviceId} key`, 1750],
      [`GET /api/telemetry/latest/${device.deviceId} key`, 250],
    ]),
  )
})

test('a task that breaks off ends its warm-up', async (t) => {
  const url = await listen(t, (incoming) => incoming.socket.destroy())
  await assert.rejects(warmUp(url, device, new AbortController().signal), /socket hang up/)
})

test('a task that does not know the device is not warmed up', async (t) => {
  const url = await listen(t, (_, response) => response.writeHead(401).end())
  await assert.rejects(warmUp(url, device, new AbortController().signal), /knows no 7f1e0b9c/)
})

test('a warm-up that is aborted ends', async (t) => {
  const stopping = new AbortController()
  const url = await listen(t, () => stopping.abort())
  await assert.rejects(warmUp(url, device, stopping.signal), { name: 'AbortError' })
})
