import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { eventually } from '../../../../test/support/eventually.ts'
import { type EventStream, eventStream } from '../../../src/http/telemetry/event-stream.ts'
import { deliver } from '../../../src/live/deliver.ts'
import { waitingRoom } from '../../../src/live/waiting.ts'

const mebibyte = 2 ** 20
const limits = { most: mebibyte, mostOfAll: 4 * mebibyte, always: 32 * 1024 }
const body = JSON.stringify({ text: 'ü'.repeat(50_000) })
const moment = (at: number) => `${1_790_000_000_000 + at}-1-1-`

test('what waits for readers that do not read is bounded for all of them, and one that reads misses nothing', async (t) => {
  const room = waitingRoom(limits)
  const open = async () => openStream(t, room)
  const stalled = await Promise.all(Array.from({ length: 20 }, open))
  const reading = await open()
  let got = ''
  reading.client.on('data', (data) => {
    got += data
  })
  const streams = [...stalled, reading]
  for (let at = 0; at < 100; at += 1) {
    const arrivals = { until: moment(at + 1), events: [{ device: 1, body }], tooMany: false }
    for (const { stream } of streams) deliver(stream, moment(at), arrivals)
    await eventually(() => assert.ok(reading.raw.writableLength === 0))
  }
  const waits = stalled.reduce((sum, { raw }) => sum + raw.writableLength, 0)
  const most = limits.mostOfAll + stalled.length * (limits.always + Buffer.byteLength(body) + 1000)
  assert.ok(waits > limits.mostOfAll && waits < most, `${waits} bytes wait, at most ${most} may.`)
  await eventually(() => assert.ok(got.includes(`id: ${moment(100)}\n`)))
  assert.doesNotMatch(got, /event: gap/)

  const [late] = stalled
  assert.ok(late)
  let lateGot = ''
  late.client.on('data', (data) => {
    lateGot += data
  })
  await eventually(() => assert.ok(late.raw.writableLength === 0))
  deliver(late.stream, moment(100), { until: moment(101), events: [], tooMany: false })
  await eventually(() => assert.ok(/event: gap/.test(lateGot))) // and knows what to read from history
})

interface Opened {
  readonly raw: ServerResponse
  readonly stream: EventStream
  /** It reads nothing until somebody listens to it. */
  readonly client: Socket
}

async function openStream(t: TestContext, room: ReturnType<typeof waitingRoom>): Promise<Opened> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  t.after(() => {
    client.destroy()
    server.close()
  })
  client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  const [, raw] = (await once(server, 'request')) as [unknown, ServerResponse]
  return { raw, client, stream: eventStream(raw, { device: undefined, room }) }
}
