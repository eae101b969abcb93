import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'
import { inOrder, storeAll, type WrittenEvent, writtenEvent } from '../support/stored-events.ts'

type Query = Readonly<Record<string, string>>
type Value = number | boolean | string | null

interface Bucket {
  readonly time: string
  readonly measurements: Readonly<Record<string, Readonly<Record<string, Value>>>>
}

const minute = 60_000
const hour = 60 * minute

export function aggregate(service: ServiceUnderTest): void {
  /** Two hours ago: a whole hour, so that buckets of a test are where it expects them. */
  const start = Math.floor(Date.now() / hour) * hour - 2 * hour
  const at = (offset: number) => new Date(start + offset).toISOString()

  async function deviceWith(events: readonly WrittenEvent[]): Promise<Device> {
    const device = await service.register()
    await storeAll(service, device, events)
    return device
  }

  const path = (device: Device, query: Query) =>
    `/api/telemetry/${device.id}/aggregate?${new URLSearchParams({ from: at(0), to: at(hour), interval: '1h', ...query })}`

  async function buckets(device: Device, query: Query): Promise<readonly Bucket[]> {
    const reply = await device.send(path(device, query))
    assert.equal(reply.status, 200, reply.text)
    return reply.body.items as readonly Bucket[]
  }

  test('Each figure is told of each measurement', async () => {
    const device = await deviceWith(
      [3, 1, 2.5].map((temperature, n) => writtenEvent(start + n, { temperature, constant: -1 })),
    )
    const { body } = await device.send(path(device, {}))
    const constant = { avg: -1, min: -1, max: -1, sum: -3, count: 3, first: -1, last: -1 }
    const temperature = { avg: 6.5 / 3, min: 1, max: 3, sum: 6.5, count: 3, first: 3, last: 2.5 }
    assert.deepEqual(body, {
      device_id: device.id,
      from: at(0),
      to: at(hour),
      interval: '1h',
      items: [{ time: at(0), measurements: { constant, temperature } }],
    })
  })

  test('Only the figures and the keys that are asked for are told', async () => {
    const device = await deviceWith([writtenEvent(start, { a: 1, b: 2, c: 3 })])
    const [bucket] = await buckets(device, { agg: 'count,max', keys: 'a,c,unknown' })
    assert.deepEqual(bucket?.measurements, { a: { count: 1, max: 1 }, c: { count: 1, max: 3 } })
  })

  test('Buckets begin with the epoch in UTC, are as long as the interval, and are left out where they are empty', async () => {
    const offsets = [0, 4.99 * minute, 5 * minute, 17 * minute, 59 * minute]
    const device = await deviceWith(offsets.map((offset) => writtenEvent(start + offset, { a: 1 })))
    const counted = async (query: Query) =>
      (await buckets(device, { agg: 'count', ...query })).map(({ time, measurements }) => [
        time,
        measurements.a?.count,
      ])
    assert.deepEqual(await counted({ interval: '5m' }), [
      [at(0), 2],
      [at(5 * minute), 1],
      [at(15 * minute), 1],
      [at(55 * minute), 1],
    ])
    assert.deepEqual(await counted({ interval: '30s' }), [
      [at(0), 1],
      [at(4.5 * minute), 1],
      [at(5 * minute), 1],
      [at(17 * minute), 1],
      [at(59 * minute), 1],
    ])
    assert.deepEqual(await counted({ interval: '1d' }), [[`${at(0).slice(0, 10)}T00:00:00.000Z`, 5]])
    // The range begins within a bucket, and ends within one.
    const inner = { interval: '5m', from: at(4 * minute), to: at(59 * minute) }
    assert.deepEqual(await counted(inner), [
      [at(0), 1],
      [at(5 * minute), 1],
      [at(15 * minute), 1],
    ])
  })

  test('Numbers are averaged and added, values of every kind are counted, and are the first or the last', async () => {
    const values = ['off', 4, true, 2, 'on']
    const device = await deviceWith(values.map((mixed, n) => writtenEvent(start + n, { mixed, text: 'x' })))
    const [bucket] = await buckets(device, {})
    assert.deepEqual(bucket?.measurements, {
      mixed: { avg: 3, min: 2, max: 4, sum: 6, count: 5, first: 'off', last: 'on' },
      text: { avg: null, min: null, max: null, sum: null, count: 5, first: 'x', last: 'x' },
    })
  })

  test('First and last go by time, then by id, whatever the order of arrival', async () => {
    const events = [2, 1, 3].flatMap((n) =>
      ['a', 'b'].map((id) => ({
        ...writtenEvent(start + n, { id: `${n}${id}` }),
        event_id: `${id}0000000-0000-4000-8000-000000000000`,
      })),
    )
    const device = await deviceWith(events.toReversed())
    const [bucket] = await buckets(device, { agg: 'first,last' })
    assert.deepEqual(bucket?.measurements.id, { first: '1a', last: '3b' })
  })

  test('Sums are exact, and no number is too large or too small to be aggregated', async () => {
    const device = await deviceWith([
      writtenEvent(start, { decimal: 0.1, large: 1.7e308, small: 5e-324 }),
      writtenEvent(start + 1, { decimal: 0.2, large: 1.7e308, small: 0 }),
    ])
    const reply = await device.send(path(device, { agg: 'sum,avg,max' }))
    assert.equal(reply.status, 200, reply.text)
    const [bucket] = reply.body.items as readonly Bucket[]
    assert.equal(bucket?.measurements.decimal?.sum, 0.3)
    assert.equal(bucket?.measurements.large?.avg, 1.7e308)
    assert.equal(bucket?.measurements.small?.max, 5e-324)
    assert.match(reply.text, new RegExp(`"large":\\{"sum":34${'0'.repeat(307)},`))
  })

  test('Figures are those of a model, over random events that arrive in any order', async () => {
    const events = Array.from({ length: 40 }, (_, n) => {
      const measurements = {
        n,
        ...(Math.random() < 0.5 ? { a: Math.round(Math.random() * 1000) } : { b: n % 3 === 0 }),
      }
      return writtenEvent(start + Math.floor(Math.random() * 12) * 5 * minute, measurements)
    })
    const device = await deviceWith(events)
    for (const interval of [minute, 10 * minute, 25 * minute]) {
      const from = start + Math.floor(Math.random() * 30) * minute
      const inRange = inOrder(events).filter(({ event_time }) => Date.parse(event_time) >= from)
      assert.deepEqual(
        await buckets(device, { from: new Date(from).toISOString(), interval: `${interval / minute}m` }),
        bucketsOf(inRange, interval),
      )
    }
  })

  test('Without to, the range ends now', async () => {
    const device = await deviceWith([writtenEvent(Date.now() - 1000, { a: 1 })])
    const reply = await device.send(
      `/api/telemetry/${device.id}/aggregate?from=${at(0)}&interval=1h&agg=count`,
    )
    assert.equal(reply.status, 200, reply.text)
    assert.ok(Math.abs(Date.parse(String(reply.body.to)) - Date.now()) < minute)
    assert.equal((reply.body.items as readonly Bucket[]).length, 1)
  })

  test('A range of all times that can be written holds what there is', async () => {
    const device = await deviceWith([writtenEvent(start, { a: 1 })])
    const ends = { from: '0000-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z', interval: '99999d' }
    assert.deepEqual(
      (await buckets(device, { ...ends, agg: 'count' })).map(({ time, measurements }) => [
        time,
        measurements,
      ]),
      [['1970-01-01T00:00:00.000Z', { a: { count: 1 } }]],
    )
  })

  test('More than 2,000 buckets are refused, and how many they would be is said', async () => {
    const device = await service.register()
    const fine = { to: at(2000 * 1000), interval: '1s' }
    assert.deepEqual(await buckets(device, fine), [])
    const reply = await device.send(path(device, { ...fine, to: at(2000 * 1000 + 1) }))
    assertInvalid(reply, ['/interval'])
    assert.match(reply.text, /2001/)
  })

  test('A query that means nothing is refused, each parameter named', async () => {
    const device = await service.register()
    const refused: readonly [Query, readonly string[]][] = [
      [{ interval: '0s' }, ['/interval']],
      [{ interval: 'PT5M' }, ['/interval']],
      [{ interval: '5', colour: 'red' }, ['/interval', '/colour']],
      [{ from: 'yesterday', agg: 'median' }, ['/from', '/agg']],
      [{ from: at(hour) }, ['/to']],
      [{ keys: 'A', agg: 'avg,' }, ['/keys', '/agg']],
    ]
    for (const [query, pointers] of refused) assertInvalid(await device.send(path(device, query)), pointers)
    assertInvalid(await device.send(`/api/telemetry/${device.id}/aggregate`), ['/from', '/interval'])
  })

  test('They are for the device itself and for the operator', async () => {
    const [device, other] = [await deviceWith([writtenEvent(start, { a: 1 })]), await service.register()]
    assertProblem(await other.send(path(device, {})), 401)
    assertProblem(await service.send(path(device, { interval: 'x' })), 401)
    const reply = await service.sendAsOperator(path(device, {}))
    assert.deepEqual(reply.body.items, await buckets(device, {}))
    assertProblem(
      await service.sendAsOperator(path({ ...device, id: '0f3ad9d4-5b51-4a6f-8a43-0f7c2f1f7a11' }, {})),
      404,
    )
  })
}

/** What the service should find: `events` are in order. */
function bucketsOf(events: readonly WrittenEvent[], interval: number): readonly Bucket[] {
  const groups = Map.groupBy(
    events,
    ({ event_time }) => Math.floor(Date.parse(event_time) / interval) * interval,
  )
  return [...groups].map(([time, own]) => {
    const names = [...new Set(own.flatMap(({ measurements }) => Object.keys(measurements)))].sort()
    const figures = names.map((name) => [
      name,
      figuresOf(own.flatMap(({ measurements }) => measurements[name] ?? [])),
    ])
    return { time: new Date(time).toISOString(), measurements: Object.fromEntries(figures) }
  })
}

function figuresOf(values: readonly (number | boolean | string)[]): Readonly<Record<string, Value>> {
  const numbers = values.filter((value) => typeof value === 'number')
  const sum = numbers.reduce((all, one) => all + one, 0)
  const ofNumbers = {
    avg: sum / numbers.length,
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    sum,
  }
  const none = { avg: null, min: null, max: null, sum: null }
  const [first, last] = [values.at(0) ?? null, values.at(-1) ?? null]
  return { ...(numbers.length > 0 ? ofNumbers : none), count: values.length, first, last }
}
