import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertProblem } from '../support/assert-problem.ts'
import { uuidv7 } from '../support/event-ids.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const measurements = { temperature: 21.5 }

export function latest(service: ServiceUnderTest): void {
  /** Writes events one after another, waits until all are stored, and returns the id of the latest. */
  async function latestAfter(device: Device, ids: readonly string[], event_time?: string): Promise<unknown> {
    for (const event_id of ids) await device.write({ event_id, event_time, measurements })
    return service.whenStored(async () => {
      assert.equal((await service.storedOf(device)).length, ids.length)
      return (await device.latest()).body.event_id
    })
  }

  test('A device reads back what it wrote last', async () => {
    const device = await service.register()
    const time = Date.now()
    const id = uuidv7(time)
    await device.write({ event_id: id, measurements })
    await service.whenStored(async () => {
      const { status, body } = await device.latest()
      assert.equal(status, 200)
      const { received_at, ...rest } = body
      assert.deepEqual(rest, {
        device_id: device.id,
        event_id: id,
        event_time: new Date(time).toISOString(),
        measurements,
      })
      assert.ok(Date.parse(String(received_at)) >= time - 1000, `received_at is ${received_at}`)
    })
  })

  test('An operator reads any device', async () => {
    const device = await service.register()
    await device.write({ measurements })
    await service.whenStored(async () => {
      const reply = await service.sendAsOperator(`/api/telemetry/latest/${device.id}`)
      assert.equal(reply.body.device_id, device.id)
    })
  })

  test('A device that never wrote has no latest', async () => {
    const device = await service.register()
    assertProblem(await device.latest(), 404)
  })

  test('A device that reads before its first event does not hide it', async () => {
    const device = await service.register()
    assertProblem(await device.latest(), 404)
    await device.write({ measurements })
    await service.whenStored(async () => assert.equal((await device.latest()).status, 200))
  })

  test('A late event is stored and never becomes the latest', async () => {
    const device = await service.register()
    const now = Date.now()
    const [newest, late] = [uuidv7(now), uuidv7(now - 60_000)]
    assert.equal(await latestAfter(device, [newest, late]), newest)
  })

  test('The latest is that of the greatest time, in whatever order events arrive', async () => {
    const device = await service.register()
    const now = Date.now()
    const ids = [3, 1, 5, 2, 4].map((n) => uuidv7(now - 10_000 + n * 1000))
    assert.equal(await latestAfter(device, ids), ids[2])
  })

  test('Of events at the same time the latest has the greatest id', async () => {
    const [low, high] = [
      '0b4ee1a4-93a7-4a4e-8f0b-3f1d0a7f6a01',
      'f6b8c1d2-7a51-4f0e-9b7a-5d2c4e8a9b02',
    ] as const
    const time = new Date().toISOString()
    for (const ids of [
      [low, high],
      [high, low],
    ]) {
      assert.equal(await latestAfter(await service.register(), ids, time), high)
    }
  })

  test('An unchanged latest is answered with 304, a changed one with 200', async () => {
    const device = await service.register()
    const path = `/api/telemetry/latest/${device.id}`
    const first = uuidv7(Date.now() - 1000)
    await device.write({ event_id: first, measurements })
    const etag = await service.whenStored(async () => {
      const reply = await device.latest()
      assert.equal(reply.status, 200)
      return reply.headers.get('etag') ?? ''
    })
    assert.match(etag, /^(W\/)?"[^"]+"$/)

    const unchanged = await device.send(path, { headers: { 'if-none-match': etag } })
    assert.deepEqual([unchanged.status, unchanged.text], [304, ''])
    assert.equal(unchanged.headers.get('etag'), etag)
    const listed = await device.send(path, { headers: { 'if-none-match': `"other", ${etag}` } })
    assert.equal(listed.status, 304)

    await device.write({ event_id: uuidv7(), measurements })
    await service.whenStored(async () => {
      const changed = await device.send(path, { headers: { 'if-none-match': etag } })
      assert.equal(changed.status, 200)
      assert.notEqual(changed.headers.get('etag'), etag)
    })
  })

  test('X-Cache says where an answer came from, where there is a cache', async () => {
    const device = await service.register()
    await device.write({ measurements })
    const isCached = service.architecture.read.kind === 'cached'
    await service.whenStored(async () => {
      await device.latest() // may be a miss, and fills
      assert.equal((await device.latest()).headers.get('x-cache'), isCached ? 'hit' : null)
    })
  })
}
