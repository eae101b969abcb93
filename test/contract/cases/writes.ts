import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuidv7 } from '../support/event-ids.ts'
import type { Reply } from '../support/http.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const measurements = { temperature: 21.5, online: true, mode: 'eco' }

export function writes(service: ServiceUnderTest): void {
  const isCommitted = service.acknowledgement === 'committed'

  function assertAcknowledged(reply: Reply): void {
    assert.equal(reply.status, isCommitted ? 201 : 202, reply.text)
    assert.equal(reply.headers.get('telemetry-ack'), service.acknowledgement)
  }

  function assertReplayAcknowledged(reply: Reply): void {
    // Who only enqueues cannot know that it was stored before.
    assert.equal(reply.status, isCommitted ? 200 : 202, reply.text)
    assert.equal(reply.headers.get('telemetry-ack'), service.acknowledgement)
    if (isCommitted) assert.equal(reply.body.duplicate, true)
  }

  /** Events of a device are stored in the order in which they are taken: behind a later one, no replay is still on its way. */
  async function assertStoredOnce(device: Device, eventId: string): Promise<void> {
    const last = uuidv7(Date.now() + 1000)
    await device.write({ event_id: last, measurements })
    await service.whenStored(async () => {
      const stored = await service.storedOf(device)
      assert.deepEqual(
        stored.map((event) => event.eventId),
        [eventId, last],
      )
    })
  }

  test('A write is acknowledged as the architecture promises, and stored under its identity', async () => {
    const device = await service.register()
    const time = Date.now() - 1000
    const id = uuidv7(time)
    const reply = await device.write({ event_id: id, event_time: new Date(time).toISOString(), measurements })
    assertAcknowledged(reply)
    assert.equal(reply.body.event_id, id)
    assert.equal(reply.body.idempotent, true)
    await service.whenStored(async () => {
      const [event, ...others] = await service.storedOf(device)
      assert.deepEqual([event?.eventId, event?.eventTime, others.length], [id, time, 0])
    })
  })

  test('A replay is stored once, and says so where that is known', async () => {
    const device = await service.register()
    const event = { event_id: uuidv7(), measurements }
    assertAcknowledged(await device.write(event))
    assertReplayAcknowledged(await device.write(event))
    await assertStoredOnce(device, event.event_id)
  })

  test('Replays that arrive at once are stored once', async () => {
    const device = await service.register()
    const event = { event_id: uuidv7(), measurements }
    const replies = await Promise.all(Array.from({ length: 10 }, () => device.write(event)))
    const statuses = replies.map(({ status }) => status).sort()
    assert.deepEqual(statuses, isCommitted ? [...Array(9).fill(200), 201] : Array(10).fill(202))
    await assertStoredOnce(device, event.event_id)
  })

  test('A replay with other measurements does not change what is stored', async () => {
    const device = await service.register()
    const id = uuidv7()
    assertAcknowledged(await device.write({ event_id: id, measurements: { temperature: 1 } }))
    assertReplayAcknowledged(await device.write({ event_id: id, measurements: { temperature: 2 } }))
    await service.whenStored(async () => {
      assert.deepEqual((await device.latest()).body.measurements, { temperature: 1 })
    })
  })

  test('Two devices may use the same event id', async () => {
    const [one, other] = [await service.register(), await service.register()]
    const event = { event_id: uuidv7(), measurements }
    assertAcknowledged(await one.write(event))
    assertAcknowledged(await other.write(event))
    await service.whenStored(async () => {
      assert.equal((await service.storedOf(one)).length, 1)
      assert.equal((await service.storedOf(other)).length, 1)
    })
  })

  test('Every event of a burst is stored', async () => {
    const device = await service.register()
    const ids = Array.from({ length: 50 }, (_, n) => uuidv7(Date.now() - n))
    const replies = await Promise.all(ids.map((id) => device.write({ event_id: id, measurements })))
    for (const reply of replies) assertAcknowledged(reply)
    await service.whenStored(async () => {
      const stored = await service.storedOf(device)
      assert.deepEqual(stored.map(({ eventId }) => eventId).sort(), [...ids].sort())
    })
  })
}
