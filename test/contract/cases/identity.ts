import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assertInvalid } from '../support/assert-problem.ts'
import { uuidv7 } from '../support/event-ids.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const measurements = { temperature: 21.5 }
const minuteMs = 60_000

export function identity(service: ServiceUnderTest): void {
  const accepted = service.acknowledgement === 'committed' ? 201 : 202

  test('The time of a UUIDv7 without a time is taken from the id', async () => {
    const device = await service.register()
    const time = Date.now() - 12_345
    const reply = await device.write({ event_id: uuidv7(time), measurements })
    assert.equal(reply.status, accepted, reply.text)
    assert.equal(reply.body.event_time, new Date(time).toISOString())
    await service.whenStored(async () => {
      assert.equal((await device.latest()).body.event_time, new Date(time).toISOString())
    })
  })

  test('A time that is given goes before the time of the id', async () => {
    const device = await service.register()
    const time = new Date(Date.now() - minuteMs).toISOString()
    const reply = await device.write({ event_id: uuidv7(), event_time: time, measurements })
    assert.equal(reply.body.event_time, time)
  })

  test('Any other id without a time is refused, as each retry would be stored again', async () => {
    const device = await service.register()
    assertInvalid(await device.write({ event_id: randomUUID(), measurements }), ['/event_time'])
  })

  test('Any other id with a time is idempotent', async () => {
    const device = await service.register()
    const event = { event_id: randomUUID(), event_time: new Date().toISOString(), measurements }
    assert.equal((await device.write(event)).body.idempotent, true)
    await device.write(event)
    await service.whenStored(async () => assert.equal((await service.storedOf(device)).length, 1))
  })

  test('The same id at another time is another event', async () => {
    const device = await service.register()
    const id = randomUUID()
    for (const ago of [2000, 1000]) {
      const event_time = new Date(Date.now() - ago).toISOString()
      assert.equal((await device.write({ event_id: id, event_time, measurements })).status, accepted)
    }
    await service.whenStored(async () => assert.equal((await service.storedOf(device)).length, 2))
  })

  test('Neither id nor time is stored each time, and says that it is not idempotent', async () => {
    const device = await service.register()
    for (const _ of [1, 2]) {
      const reply = await device.write({ measurements })
      assert.equal(reply.status, accepted, reply.text)
      assert.equal(reply.body.idempotent, false)
      assert.match(String(reply.body.event_id), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$/)
    }
    await service.whenStored(async () => assert.equal((await service.storedOf(device)).length, 2))
  })

  test('An id that is no UUID is refused', async () => {
    const device = await service.register()
    for (const event_id of ['17', '', 17, true, null, { a: 1 }]) {
      assertInvalid(await device.write({ event_id, event_time: new Date().toISOString(), measurements }), [
        '/event_id',
      ])
    }
  })

  test('A time that is not of RFC 3339 is refused', async () => {
    const device = await service.register()
    for (const event_time of ['yesterday', '2026-02-30T00:00:00Z', '2026-11-23T06:41:16', 0, null, true]) {
      assertInvalid(await device.write({ event_id: uuidv7(), event_time, measurements }), ['/event_time'])
    }
  })

  test('A time with an offset is the same moment in UTC', async () => {
    const device = await service.register()
    const time = new Date(Date.now() - minuteMs)
    const event_time = new Date(time.getTime() + 120 * minuteMs).toISOString().replace('Z', '+02:00')
    const reply = await device.write({ event_id: uuidv7(), event_time, measurements })
    assert.equal(reply.body.event_time, time.toISOString())
  })

  test('A time more than 5 minutes ahead is refused, wherever it comes from', async () => {
    const device = await service.register()
    const ahead = Date.now() + 6 * minuteMs
    const event_time = new Date(ahead).toISOString()
    assertInvalid(await device.write({ event_id: uuidv7(), event_time, measurements }), ['/event_time'])
    assertInvalid(await device.write({ event_id: uuidv7(ahead), measurements }), ['/event_id'])
    assert.equal(
      (await device.write({ event_id: uuidv7(ahead - 2 * minuteMs), measurements })).status,
      accepted,
    )
  })

  test('A time before the retention is refused', async () => {
    const device = await service.register()
    const event_time = '2001-01-01T00:00:00.000Z'
    assertInvalid(await device.write({ event_id: uuidv7(), event_time, measurements }), ['/event_time'])
  })
}
