import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { eventually } from '../../support/eventually.ts'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import { uuidv7 } from '../support/event-ids.ts'
import { send } from '../support/http.ts'
import { type OpenStream, openStream } from '../support/open-stream.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const measurements = { temperature: 21.5 }
const path = '/api/telemetry/stream'

export function stream(service: ServiceUnderTest): void {
  const url = (query = '') => new URL(`${path}${query}`, service.deployment().url)
  const operator = () => ({ authorization: `Bearer ${service.deployment().operatorKey}` })
  const ofDevice = (t: TestContext, device: Device, more = {}) =>
    openStream(t, url(), { 'x-api-key': device.key, ...more })

  async function write(device: Device): Promise<string> {
    const event_id = uuidv7()
    await device.write({ event_id, measurements })
    return event_id
  }

  const idsOf = ({ events }: OpenStream) => events.map(({ data }) => data.event_id)

  test('A device hears its own events as they are stored, and nobody else’s', async (t) => {
    const [device, other] = [await service.register(), await service.register()]
    const heard = await ofDevice(t, device)
    await write(other)
    const ids = [await write(device), await write(device)]
    for (const id of ids) await heard.seen(id)
    assert.deepEqual(idsOf(heard), ids)
    const [first] = heard.events
    assert.deepEqual(first?.data.measurements, measurements)
    assert.equal(first?.data.device_id, device.id)
  })

  test('An operator hears one device, or all of them', async (t) => {
    const [device, other] = [await service.register(), await service.register()]
    const one = await openStream(t, url(`?device_id=${device.id}`), operator())
    const all = await openStream(t, url(), operator())
    const [id, otherId] = [await write(device), await write(other)]
    await all.seen(id)
    await all.seen(otherId)
    await one.seen(id)
    assert.deepEqual(idsOf(one), [id])
  })

  test('Every task tells of what any task has stored', async (t) => {
    const device = await service.register()
    const tasks = service.deployment().parts.filter(({ name }) => name.startsWith('api-'))
    const heard = await Promise.all(
      tasks.map(({ address }) => openStream(t, new URL(path, address), { 'x-api-key': device.key })),
    )
    assert.ok(heard.length >= 1)
    const ids = [await write(device), await write(device), await write(device)]
    for (const one of heard) for (const id of ids) await one.seen(id)
  })

  test('A late event is heard when it is stored', async (t) => {
    const device = await service.register()
    await write(device)
    const heard = await ofDevice(t, device)
    const event_id = uuidv7(Date.now() - 20 * 86_400_000)
    await device.write({ event_id, measurements })
    await heard.seen(event_id)
  })

  test('A stream that broke off goes on where it was: nothing is missed', async (t) => {
    const device = await service.register()
    const before = await ofDevice(t, device)
    const { id: lastSeen } = await before.seen(await write(device))
    before.close()
    const missed = [await write(device), await write(device)]
    const after = await ofDevice(t, device, { 'last-event-id': lastSeen })
    for (const id of missed) await after.seen(id)
    const inQuery = await openStream(t, url(`?last_event_id=${lastSeen}`), { 'x-api-key': device.key })
    for (const id of missed) await inQuery.seen(id)
  })

  test('A stream that was away for too long is told of the gap', async (t) => {
    const device = await service.register()
    const heard = await ofDevice(t, device)
    const { id } = await heard.seen(await write(device))
    const longAgo = id.replace(/^\d{13}/, String(Date.now() - 2 * 3_600_000))
    const after = await ofDevice(t, device, { 'last-event-id': longAgo })
    const later = await write(device)
    await after.seen(later)
    assert.equal(after.events[0]?.event, 'gap')
    assert.match(String(after.events[0]?.data.from), /^\d{4}-\d\d-\d\dT/)
  })

  test('An id that was made up is a gap for its own stream, and disturbs no other', async (t) => {
    const device = await service.register()
    const usual = await ofDevice(t, device)
    const madeUp = await ofDevice(t, device, { 'last-event-id': `${Date.now()}-10-20-99` })
    const id = await write(device)
    await madeUp.seen(id)
    await usual.seen(id)
    assert.equal(madeUp.events[0]?.event, 'gap')
  })

  test('A device has ten streams at a time of a task; one more is a 429, and passes when another is closed', async (t) => {
    const [device, other] = [await service.register(), await service.register()]
    const task = service.deployment().parts.find(({ name }) => name.startsWith('api-'))
    const own = new URL(path, task?.address)
    const headers = { 'x-api-key': device.key }
    const open = await Promise.all(Array.from({ length: 10 }, () => openStream(t, own, headers)))
    const refused = await send(own, { headers })
    assertProblem(refused, 429)
    assert.equal(refused.headers.get('retry-after'), '15')
    assert.deepEqual(refused.body.limit, { kind: 'streams', streams: 10 })
    await openStream(t, own, { 'x-api-key': other.key })
    open[0]?.close()
    await eventually(() => openStream(t, own, headers))
  })

  test('A stream asks for a key, and for an id of its own', async () => {
    const [device, other] = [await service.register(), await service.register()]
    assertProblem(await service.send(path), 401)
    assertProblem(await device.send(`${path}?device_id=${other.id}`), 401)
    assertInvalid(await device.send(`${path}?last_event_id=7`), ['/last_event_id'])
    assertInvalid(await service.sendAsOperator(`${path}?device_id=x`), ['/device_id'])
    assertProblem(await service.sendAsOperator(`${path}?device_id=${crypto.randomUUID()}`), 404)
  })
}
