import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import { uuidv7 } from '../support/event-ids.ts'
import type { Reply } from '../support/http.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'
import { storeAll, writtenEvent } from '../support/stored-events.ts'

export function storedEvent(service: ServiceUnderTest): void {
  const measurements = { temperature: 21.5 }
  const now = Date.now()

  function assertNotStored(reply: Reply): void {
    assertProblem(reply, 404)
    assert.equal(reply.body.code, 'not_stored')
  }

  test('An event with a UUIDv7 is found by its id alone, once it is stored', async () => {
    const device = await service.register()
    const event_id = uuidv7(now)
    const path = `/api/telemetry/${device.id}/events/${event_id}`
    assertNotStored(await device.send(path))
    await device.write({ event_id, measurements })
    const { body } = await service.whenStored(async () => {
      const reply = await device.send(path)
      assert.equal(reply.status, 200, reply.text)
      return reply
    })
    assert.deepEqual(body, (await device.latest()).body)
    assert.equal((await device.send(path.replace(event_id, event_id.toUpperCase()))).status, 200)
  })

  test('Any other event is found by its id and its time, and needs both', async () => {
    const device = await service.register()
    const event = writtenEvent(now, measurements)
    await storeAll(service, device, [event])
    const path = `/api/telemetry/${device.id}/events/${event.event_id}`
    const found = await device.send(`${path}?event_time=${event.event_time}`)
    assert.equal(found.status, 200, found.text)
    assert.deepEqual(found.body.measurements, measurements)
    assertInvalid(await device.send(path), ['/event_time'])
    assertInvalid(await device.send(`${path}?event_time=now&colour=red`), ['/colour'])
    assertInvalid(await device.send(`${path}?event_time=now`), ['/event_time'])
    const later = new Date(now + 1).toISOString()
    assertNotStored(await device.send(`${path}?event_time=${later}`))
  })

  test('An event id that is no UUID is a 400, none is a 404', async () => {
    const device = await service.register()
    assertProblem(await device.send(`/api/telemetry/${device.id}/events/`), 404)
    assertProblem(await device.send('/api/telemetry/'), 404)
    assertProblem(await device.send(`/api/telemetry/${device.id}/events/17`), 400)
  })

  test('An event of any time that can be written is looked for', async () => {
    const device = await service.register()
    const path = `/api/telemetry/${device.id}/events`
    assertNotStored(await device.send(`${path}/ffffffff-ffff-7fff-bfff-ffffffffffff`))
    for (const time of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])
      assertNotStored(await device.send(`${path}/${device.id}?event_time=${time}`))
  })

  test('The same id of another device is another event', async () => {
    const [device, other] = [await service.register(), await service.register()]
    const event = writtenEvent(now, measurements)
    await storeAll(service, device, [event])
    const path = `/api/telemetry/${device.id}/events/${event.event_id}?event_time=${event.event_time}`
    assertNotStored(await other.send(path.replace(device.id, other.id)))
    assertProblem(await other.send(path), 401)
    assertProblem(await service.send(path), 401)
    assert.equal((await service.sendAsOperator(path)).status, 200)
  })

  test('A device counts its own events, the operator those of any', async () => {
    const [device, other] = [await service.register(), await service.register()]
    await storeAll(
      service,
      device,
      [1, 2, 3].map((n) => writtenEvent(now - n, measurements)),
    )
    const path = `/api/telemetry/count/${device.id}`
    assert.deepEqual((await service.sendAsOperator(path)).body, { count: 3 })
    assert.deepEqual((await device.send(path)).body, { count: 3 })
    assertProblem(await other.send(path), 401)
    assertProblem(await service.send(path), 401)
    assertProblem(await device.send('/api/telemetry/count/17'), 400)
    assertProblem(
      await service.sendAsOperator('/api/telemetry/count/0f3ad9d4-5b51-4a6f-8a43-0f7c2f1f7a11'),
      404,
    )
  })
}
