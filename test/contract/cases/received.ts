import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { eventually } from '../../support/eventually.ts'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import { openStream } from '../support/open-stream.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'
import { storeAll, writtenEvent } from '../support/stored-events.ts'

const path = '/api/telemetry/received'
const dayMs = 86_400_000
const fromTheStart = '2020-01-01T00:00:00Z'

interface Event {
  readonly event_id: string
  readonly received_at: string
}

/** Stored events by when they were received: what a live stream left out can be read. */
export function received(service: ServiceUnderTest): void {
  /** All pages, as `device` reads them. */
  async function readAll(
    device: Pick<Device, 'send'>,
    query: Readonly<Record<string, string>>,
  ): Promise<readonly Event[]> {
    const items: Event[] = []
    let cursor: unknown
    do {
      const next = cursor === undefined ? query : { ...query, cursor: String(cursor) }
      const { status, body, text } = await device.send(`${path}?${new URLSearchParams(next)}`)
      assert.equal(status, 200, text)
      items.push(...(body.items as Event[]))
      cursor = body.next_cursor
    } while (cursor !== null)
    return items
  }

  const idsOf = (events: readonly { readonly event_id: string }[]) => events.map(({ event_id }) => event_id)

  test('Who is told of a gap reads what it missed, late events too', async (t: TestContext) => {
    const device = await service.register()
    const url = new URL('/api/telemetry/stream', service.deployment().url)
    const headers = { 'x-api-key': device.key }
    const before = await openStream(t, url, headers)
    const [seen, ...missed] = [0, 20, 3, 0].map((days) =>
      writtenEvent(Date.now() - days * dayMs, { a: days }),
    )
    assert.ok(seen)
    await storeAll(service, device, [seen])
    const { id } = await before.seen(seen.event_id)
    before.close()
    for (const event of missed) await device.write(event)
    await service.whenStored(async () => {
      const { body } = await device.send(`/api/telemetry/count/${device.id}`)
      assert.equal(body.count, 4)
    })
    const longAgo = id.replace(/^\d{13}/, String(Date.now() - 2 * 3_600_000))
    const after = await openStream(t, url, { ...headers, 'last-event-id': longAgo })
    await eventually(async () => {
      const gap = after.events.find(({ event }) => event === 'gap')
      assert.ok(gap, 'No gap was told yet.')
      const { from, to } = gap.data
      const inGap = await readAll(device, { from: String(from), to: String(to) })
      // What came behind the gap is told by the stream itself.
      const told = new Set([...idsOf(inGap), ...after.events.map(({ data }) => data.event_id)])
      for (const { event_id } of missed) assert.ok(told.has(event_id), `${event_id} was told by neither.`)
    })
  })

  test('Events come in the order in which they were received, each once over pages', async () => {
    const device = await service.register()
    const events = [0, 5, 1, 9, 0, 3, 2].map((days, a) => writtenEvent(Date.now() - days * dayMs, { a }))
    await storeAll(service, device, events)
    const whole = await readAll(device, { from: fromTheStart })
    assert.deepEqual(new Set(idsOf(whole)), new Set(idsOf(events)))
    const times = whole.map(({ received_at }) => received_at)
    assert.deepEqual(times, times.toSorted())
    for (const limit of ['1', '2', '7'])
      assert.deepEqual(await readAll(device, { from: fromTheStart, limit }), whole)
    const [first, last] = [times[0], times.at(-1)]
    const inside = await readAll(device, { from: String(first), to: String(last) })
    assert.deepEqual(
      inside,
      whole.filter(({ received_at }) => received_at !== last),
    )
  })

  test('A device reads its own, the operator those of one or of all', async () => {
    const [device, other] = [await service.register(), await service.register()]
    const [own, theirs] = [writtenEvent(Date.now(), { a: 1 }), writtenEvent(Date.now(), { a: 2 })]
    const start = new Date(Date.now() - 60_000).toISOString()
    await storeAll(service, device, [own])
    await storeAll(service, other, [theirs])
    assert.deepEqual(idsOf(await readAll(device, { from: fromTheStart })), [own.event_id])
    const ofOne = await service.sendAsOperator(`${path}?from=${fromTheStart}&device_id=${other.id}`)
    assert.deepEqual(idsOf(ofOne.body.items as Event[]), [theirs.event_id])
    const asOperator = { send: service.sendAsOperator }
    const all = idsOf(await readAll(asOperator, { from: start, limit: '1000' }))
    for (const { event_id } of [own, theirs]) assert.ok(all.includes(event_id))
  })

  test('What is asked wrongly is named, once it is known who asks', async () => {
    const [device, other] = [await service.register(), await service.register()]
    assertProblem(await service.send(`${path}?from=x`), 401)
    assertProblem(await device.send(`${path}?from=${fromTheStart}&device_id=${other.id}`), 401)
    assertProblem(
      await service.sendAsOperator(`${path}?from=${fromTheStart}&device_id=${crypto.randomUUID()}`),
      404,
    )
    assertInvalid(await device.send(path), ['/from'])
    assertInvalid(await device.send(`${path}?from=x&to=2020-02-30T00:00:00Z&cursor=y`), [
      '/from',
      '/to',
      '/cursor',
    ])
    assertInvalid(await device.send(`${path}?from=${fromTheStart}&to=${fromTheStart}`), ['/to'])
    assertInvalid(await device.send(`${path}?from=${fromTheStart}&limit=1001`), ['/limit'])
    assertInvalid(await device.send(`${path}?from=${fromTheStart}&order=asc`), ['/order'])
  })
}
