import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assertProblem } from '../support/assert-problem.ts'
import { batchOf, type Form, forms, someEvents } from '../support/batches.ts'
import { uuidv7 } from '../support/event-ids.ts'
import type { Reply } from '../support/http.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const measurements = { temperature: 21.5 }
const bad = { measurements: { temperature: null } }

/** Events and what becomes of them. */
export function batch(service: ServiceUnderTest): void {
  const isCommitted = service.acknowledgement === 'committed'

  const send = (device: Device, events: readonly unknown[], form?: Form) =>
    device.send(`/api/telemetry/${device.id}/batch`, batchOf(events, form))
  const sendAsGateway = (events: readonly unknown[], form?: Form) =>
    service.sendAsOperator('/api/telemetry/batch', batchOf(events, form))

  function assertTaken(reply: Reply, accepted: number, duplicates = 0, rejected = 0): void {
    const { body } = reply
    const stored = accepted > 0 ? 201 : 200
    assert.equal(reply.status, isCommitted ? stored : 202, reply.text)
    assert.equal(reply.headers.get('telemetry-ack'), service.acknowledgement)
    assert.deepEqual(
      [body.accepted, body.duplicates, body.rejected],
      [accepted, duplicates, rejected],
      reply.text,
    )
  }

  /** Place, code and field of each entry. */
  function errorsOf({ body }: Reply): readonly string[] {
    const errors = body.errors as { index: number; code: string; pointer: string; required: string }[]
    for (const { required } of errors) assert.ok(required !== '')
    return errors.map(({ index, code, pointer }) => `${index} ${code} ${pointer}`)
  }

  async function assertStored(device: Device, ids: readonly string[]): Promise<void> {
    await service.whenStored(async () => {
      const stored = await service.storedOf(device)
      assert.deepEqual(stored.map(({ eventId }) => eventId).sort(), [...ids].sort())
    })
  }

  for (const form of forms) {
    const name = `${form.type}${form.gzip ? ', gzip' : ''}`

    test(`Every event of a batch is stored, and the newest is latest (${name})`, async () => {
      const device = await service.register()
      const events = someEvents(100)
      const reply = await send(device, events, form)
      assertTaken(reply, 100)
      assert.equal(reply.body.idempotent, true)
      assert.deepEqual(reply.body.errors, [])
      await assertStored(
        device,
        events.map(({ event_id }) => event_id),
      )
      await service.whenStored(async () => {
        assert.deepEqual((await device.latest()).body.measurements, { number: 99 })
      })
    })

    test(`A gateway’s batch goes to the devices that its events name (${name})`, async () => {
      const devices = [await service.register(), await service.register()] as const
      const events = someEvents(10).map((event, n) => ({
        device_id: devices[n % 2 === 0 ? 0 : 1].id,
        ...event,
      }))
      assertTaken(await sendAsGateway(events, form), 10)
      for (const device of devices) {
        const own = events.filter(({ device_id }) => device_id === device.id)
        await assertStored(
          device,
          own.map(({ event_id }) => event_id),
        )
      }
    })

    test(`An event that is wrong is rejected alone (${name})`, async () => {
      const device = await service.register()
      const [first, second, third] = someEvents(3)
      const inexact = '{"measurements":{"a":9007199254740993}}'
      const repeated = '{"measurements":{"a":1,"a":2}}'
      const reply = await send(device, [bad, first, inexact, second, repeated, '[]', third, '"text"'], form)
      assertTaken(reply, 3, 0, 5)
      assert.deepEqual(errorsOf(reply), [
        '0 measurement_type /measurements/temperature',
        '2 not_exact /measurements/a',
        '4 repeated /measurements/a',
        '5 not_an_object ',
        '7 not_an_object ',
      ])
      assert.match(reply.text, /"sent":"9007199254740993"/)
      await assertStored(
        device,
        [first, second, third].map((event) => String(event?.event_id)),
      )
    })
  }

  test('A batch of a thousand is stored, each event once', async () => {
    const device = await service.register()
    const events = someEvents(1000)
    assertTaken(await send(device, events), 1000)
    await assertStored(
      device,
      events.map(({ event_id }) => event_id),
    )
  })

  test('A thousand large events of one device are stored, and so is what was sent beside them', async () => {
    const [device, neighbour] = [await service.register(), await service.register()]
    const text = 'x'.repeat(256)
    const large = Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`text${n}`, text]))
    const events = someEvents(1000).map((event) => ({ ...event, measurements: large }))
    const gzip = { type: 'ndjson', gzip: true } as const
    const [reply, ...others] = await Promise.all([
      send(device, events, gzip),
      ...someEvents(20).map((event) => neighbour.write(event)),
    ])
    assertTaken(reply, 1000)
    for (const other of others) assert.equal(other.status, isCommitted ? 201 : 202, other.text)
    await service.whenStored(async () => {
      assert.equal((await service.storedOf(device)).length, 1000)
      assert.equal((await service.storedOf(neighbour)).length, 20)
    })
  })

  test('A batch that is sent again is stored once, and says so where that is known', async () => {
    const device = await service.register()
    const events = someEvents(10)
    assertTaken(await send(device, events), 10)
    assertTaken(await send(device, events), isCommitted ? 0 : 10, isCommitted ? 10 : 0)
    const [more] = someEvents(1)
    assertTaken(await send(device, [...events, more]), isCommitted ? 1 : 11, isCommitted ? 10 : 0)
    await assertStored(
      device,
      [...events, more].map((event) => String(event?.event_id)),
    )
  })

  test('The same batch sent ten times at once is stored once', async () => {
    const device = await service.register()
    const events = someEvents(50)
    const replies = await Promise.all(Array.from({ length: 10 }, () => send(device, events)))
    const accepted = replies.map(({ body }) => Number(body.accepted)).reduce((sum, count) => sum + count)
    assert.equal(accepted, isCommitted ? 50 : 500)
    await assertStored(
      device,
      events.map(({ event_id }) => event_id),
    )
  })

  test('An event that stands in a batch twice is accepted once, and its repetition is a duplicate', async () => {
    const device = await service.register()
    const [event, other] = someEvents(2)
    assertTaken(await send(device, [event, other, event]), 2, 1)
    await assertStored(
      device,
      [event, other].map((one) => String(one?.event_id)),
    )
  })

  test('The same event id of two devices is two events', async () => {
    const devices = [await service.register(), await service.register()]
    const [event] = someEvents(1)
    assertTaken(await sendAsGateway(devices.map(({ id }) => ({ device_id: id, ...event }))), 2)
    for (const device of devices) await assertStored(device, [String(event?.event_id)])
  })

  test('A late event in a batch is stored and does not overwrite the latest', async () => {
    const device = await service.register()
    const now = Date.now()
    const at = (time: number) => ({ event_id: uuidv7(time), measurements: { number: time } })
    assertTaken(await send(device, [at(now), at(now - 60_000)]), 2)
    assertTaken(await send(device, [at(now - 30_000)]), 1)
    await service.whenStored(async () => {
      assert.equal((await service.storedOf(device)).length, 3)
      assert.deepEqual((await device.latest()).body.measurements, { number: now })
    })
  })

  test('Events without an id are stored, and the answer says that the batch must not be sent again', async () => {
    const device = await service.register()
    const reply = await send(device, [{ measurements }, ...someEvents(1), { temperature: 1 }])
    assertTaken(reply, 3)
    assert.equal(reply.body.idempotent, false)
    await service.whenStored(async () => assert.equal((await service.storedOf(device)).length, 3))
  })

  test('A batch of which every event is wrong is a 422 with an entry each, and nothing is stored', async () => {
    const device = await service.register()
    const reply = await send(device, [
      bad,
      { event_id: randomUUID(), measurements },
      { event_time: 'x', measurements },
    ])
    assertProblem(reply, 422)
    assert.equal(reply.headers.get('telemetry-ack'), null)
    assert.deepEqual(errorsOf(reply), [
      '0 measurement_type /measurements/temperature',
      '1 required /event_time',
      '2 not_a_time /event_time',
    ])
    assert.equal((await service.storedOf(device)).length, 0)
  })

  test('Every field of an event that is wrong has an entry', async () => {
    const device = await service.register()
    const reply = await send(device, [
      ...someEvents(1),
      { event_id: 'x', measurements: { 'a/b': 1, c: [] }, d: 1 },
    ])
    assertTaken(reply, 1, 0, 1)
    assert.deepEqual([...errorsOf(reply)].sort(), [
      '1 measurement_name /measurements/a~1b',
      '1 measurement_type /measurements/c',
      '1 not_a_uuid /event_id',
      '1 unknown_field /d',
    ])
  })

  test('An event is rejected alone where it names no device that a gateway may speak for', async () => {
    const device = await service.register()
    const [event] = someEvents(1)
    const unknown = randomUUID()
    const reply = await sendAsGateway([
      { device_id: unknown, measurements },
      { device_id: device.id.toUpperCase(), ...event },
      { measurements },
      { device_id: 17, measurements },
      { device_id: 'device', measurements: {} },
      null,
    ])
    assertTaken(reply, 1, 0, 5)
    assert.deepEqual(errorsOf(reply), [
      '0 unknown_device /device_id',
      '2 required /device_id',
      '3 not_a_uuid /device_id',
      '4 not_a_uuid /device_id',
      '4 measurement_count /measurements',
      '5 not_an_object ',
    ])
    await assertStored(device, [String(event?.event_id)])
  })
}
