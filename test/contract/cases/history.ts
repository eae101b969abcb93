import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'
import { inOrder, storeAll, type WrittenEvent, writtenEvent } from '../support/stored-events.ts'

type Query = Readonly<Record<string, string>>

interface Page {
  readonly items: readonly (WrittenEvent & { readonly device_id: string; readonly received_at: string })[]
  readonly next_cursor: string | null
}

export function history(service: ServiceUnderTest): void {
  const now = Date.now()
  const path = (device: Device, query: Query = {}) =>
    `/api/telemetry/${device.id}?${new URLSearchParams(query)}`

  async function page(device: Device, query: Query = {}): Promise<Page> {
    const reply = await device.send(path(device, query))
    assert.equal(reply.status, 200, reply.text)
    return reply.body as unknown as Page
  }

  async function allPages(device: Device, query: Query): Promise<readonly Page[]> {
    const pages = [await page(device, query)]
    for (let cursor = pages[0]?.next_cursor; typeof cursor === 'string'; cursor = pages.at(-1)?.next_cursor)
      pages.push(await page(device, { ...query, cursor }))
    return pages
  }

  const idsOf = (events: readonly WrittenEvent[]) => events.map(({ event_id }) => event_id)

  async function deviceWith(events: readonly WrittenEvent[]): Promise<Device> {
    const device = await service.register()
    await storeAll(service, device, events)
    return device
  }

  /** Over three days, in no order, some at the same time. */
  function randomEvents(count: number): readonly WrittenEvent[] {
    const moments = Array.from(
      { length: Math.ceil(count / 2) },
      () => now - Math.floor(Math.random() * 3 * 86_400_000),
    )
    return Array.from({ length: count }, (_, n) =>
      writtenEvent(moments[Math.floor(Math.random() * moments.length)] ?? now, { n, even: n % 2 === 0 }),
    )
  }

  test('An event of the history is what was written, and when it was stored', async () => {
    const event = writtenEvent(now, { temperature: 21.5, online: true, mode: 'eco' })
    const device = await deviceWith([event])
    const { items, next_cursor } = await page(device)
    assert.equal(next_cursor, null)
    const { received_at, ...rest } = items[0] ?? assert.fail('No event')
    assert.deepEqual(rest, { device_id: device.id, ...event })
    assert.match(received_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('The history is the newest first, or the oldest first, whatever the order of arrival', async () => {
    const events = randomEvents(12)
    const device = await deviceWith(events)
    const oldestFirst = idsOf(inOrder(events))
    assert.deepEqual(idsOf((await page(device)).items), oldestFirst.toReversed())
    assert.deepEqual(idsOf((await page(device, { order: 'desc' })).items), oldestFirst.toReversed())
    assert.deepEqual(idsOf((await page(device, { order: 'asc' })).items), oldestFirst)
  })

  test('Pages of any size hold each event of the range once, in order, as a model of it does', async () => {
    const events = randomEvents(40)
    const device = await deviceWith(events)
    for (let round = 0; round < 8; round += 1) {
      const [from, to] = [Math.random(), Math.random()]
        .sort()
        .map((share) => now - (1 - share) * 3 * 86_400_000)
      const range = { from: new Date(from ?? 0).toISOString(), to: new Date(to ?? 0).toISOString() }
      const order = round % 2 === 0 ? 'asc' : 'desc'
      const limit = 1 + Math.floor(Math.random() * 9)
      const inRange = inOrder(events).filter(
        ({ event_time }) => event_time >= range.from && event_time < range.to,
      )
      const expected = order === 'asc' ? inRange : inRange.toReversed()
      const pages = await allPages(device, { ...range, order, limit: String(limit) })
      assert.deepEqual(
        idsOf(pages.flatMap(({ items }) => items)),
        idsOf(expected),
        `${JSON.stringify(range)} ${order} ${limit}`,
      )
      assert.equal(pages.length, Math.max(1, Math.ceil(expected.length / limit)))
    }
  })

  test('from is inside of the range, to is outside', async () => {
    const [first, second, third] = [3, 2, 1].map((n) => writtenEvent(now - n * 1000, { n }))
    assert.ok(first && second && third)
    const device = await deviceWith([first, second, third])
    const range = { from: first.event_time, to: third.event_time, order: 'asc' }
    assert.deepEqual(idsOf((await page(device, range)).items), idsOf([first, second]))
    const withOffset = { from: second.event_time.replace('Z', '+00:00') }
    assert.deepEqual(idsOf((await page(device, withOffset)).items), idsOf([third, second]))
  })

  test('What arrives between two pages moves no event from one to the other', async () => {
    const events = [5, 4, 3, 2, 1].map((n) => writtenEvent(now - n * 1000, { n }))
    const device = await deviceWith(events)
    const first = await page(device, { limit: '2' })
    const { status } = await device.write(writtenEvent(now, { n: 0 }))
    assert.ok(status === 201 || status === 202)
    await service.whenStored(async () => assert.equal((await page(device)).items.length, 6))
    const rest = await page(device, { cursor: String(first.next_cursor) })
    assert.deepEqual(idsOf([...first.items, ...rest.items]), idsOf(events.toReversed()))
  })

  test('keys narrows the measurements to these names, and keeps every event', async () => {
    const device = await deviceWith([
      writtenEvent(now - 1000, { temperature: 1, humidity: 2, online: true }),
      writtenEvent(now, { humidity: 3 }),
    ])
    const { items } = await page(device, { keys: 'temperature,online,unknown' })
    assert.deepEqual(
      items.map(({ measurements }) => measurements),
      [{}, { temperature: 1, online: true }],
    )
  })

  test('A device reads its own history only, the operator any', async () => {
    const [own, other] = [await deviceWith([writtenEvent(now, { n: 1 })]), await service.register()]
    assert.deepEqual((await page(other)).items, [])
    assertProblem(await other.send(path(own)), 401)
    assertProblem(await service.send(path(own)), 401)
    const reply = await service.sendAsOperator(path(own))
    assert.equal(reply.status, 200, reply.text)
    assert.deepEqual(reply.body.items, (await page(own)).items)
    assertProblem(await service.sendAsOperator('/api/telemetry/0f3ad9d4-5b51-4a6f-8a43-0f7c2f1f7a11'), 404)
    assertProblem(await service.sendAsOperator('/api/telemetry/17'), 400)
  })

  test('A query that means nothing is refused, each parameter named', async () => {
    const device = await service.register()
    const refused: readonly [Query, readonly string[]][] = [
      [{ limit: '0' }, ['/limit']],
      [{ limit: '1001' }, ['/limit']],
      [{ limit: '1.5', order: 'random' }, ['/limit', '/order']],
      [{ cursor: 'nonsense', from: 'yesterday' }, ['/cursor', '/from']],
      [{ to: '2026-02-30T00:00:00Z' }, ['/to']],
      [{ from: '2026-11-02T00:00:00Z', to: '2026-11-02T00:00:00Z' }, ['/to']],
      [{ keys: '' }, ['/keys']],
      [{ keys: 'temperature,Up' }, ['/keys']],
      [{ colour: 'red' }, ['/colour']],
    ]
    for (const [query, pointers] of refused) assertInvalid(await device.send(path(device, query)), pointers)
    assertInvalid(await device.send(`${path(device)}&order=asc&order=desc`), ['/order'])
  })

  test('Whoever has no key does not learn whether a query is right', async () => {
    const device = await service.register()
    for (const query of [{ limit: '0' }, { cursor: 'nonsense' }, { colour: 'red' }] as Query[])
      assertProblem(await service.send(path(device, query)), 401)
  })

  test('A cursor goes on in its own order only, and never leads out of the range', async () => {
    const events = [4, 3, 2, 1].map((n) => writtenEvent(now - n * 1000, { n }))
    const device = await deviceWith(events)
    const cursor = String((await page(device, { limit: '1' })).next_cursor)
    assertInvalid(await device.send(path(device, { cursor, order: 'asc' })), ['/cursor'])
    const [first, second] = events
    assert.ok(first && second)
    assert.deepEqual(idsOf((await page(device, { cursor, to: second.event_time })).items), idsOf([first]))
  })

  test('A cursor that somebody made up is a place like any other, and no failure', async () => {
    const event = writtenEvent(now, { n: 1 })
    const device = await deviceWith([event])
    const madeUp = (text: string) => ({ cursor: Buffer.from(`${text}.${device.id}`).toString('base64url') })
    const last = '9'.repeat(18)
    assert.deepEqual(idsOf((await page(device, madeUp(`d${last}`))).items), [event.event_id])
    assert.deepEqual(idsOf((await page(device, madeUp('d0'))).items), [])
    assert.deepEqual(idsOf((await page(device, { ...madeUp(`a${last}`), order: 'asc' })).items), [])
    assert.deepEqual(idsOf((await page(device, { ...madeUp('a0'), order: 'asc' })).items), [event.event_id])
    const ends = { from: '0000-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }
    assert.deepEqual(idsOf((await page(device, ends)).items), [event.event_id])
    assert.deepEqual(idsOf((await page(device, { ...ends, order: 'asc' })).items), [event.event_id])
  })

  test('HEAD of a history is a 405: nothing is read to be thrown away', async () => {
    const device = await service.register()
    assert.equal((await device.send(path(device), { method: 'HEAD' })).status, 405)
  })
}
