import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { portOwner } from '../../src/process/port-owner.ts'
import { freePort, isFree } from '../../src/process/ports.ts'

test('free ports can be listened on, differ, and lie below those of outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort))
  assert.equal(new Set(ports).size, 20)
  assert.ok(ports.every((port) => port >= 20_000 && port < 32_768))
  assert.ok((await Promise.all(ports.map(isFree))).every(Boolean))
})

test('a taken port is known, with whom it belongs to', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  assert.ok(!(await isFree(port)))
  assert.match(portOwner(port) ?? '', new RegExp(`^pid ${process.pid} `))
})
