import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'
import { inOrder, storeAll, writtenEvent } from '../support/stored-events.ts'

export function historyStreams(service: ServiceUnderTest): void {
  const now = Date.now()
  const events = inOrder(
    Array.from({ length: 12 }, (_, n) =>
      writtenEvent(now - Math.floor(n / 2) * 1000, { n, even: n % 2 === 0 }),
    ),
  )

  async function deviceWith(...written: Parameters<typeof writtenEvent>[1][]): Promise<Device> {
    const device = await service.register()
    await storeAll(
      service,
      device,
      written.map((measurements, n) => writtenEvent(now + n, measurements)),
    )
    return device
  }

  async function read(device: Device, accept: string, query: Readonly<Record<string, string>> = {}) {
    const path = `/api/telemetry/${device.id}?${new URLSearchParams({ order: 'asc', ...query })}`
    const reply = await device.send(path, { headers: { accept } })
    assert.equal(reply.status, 200, reply.text)
    return reply
  }

  /** The rows of a CSV without line breaks inside of values. */
  const rowsOf = (text: string) => text.split('\r\n').slice(0, -1)
  const valuesOf = (row: string) => row.split(',').slice(4).join(',')

  test('NDJSON is the whole range, each line an event as a page has it', async () => {
    const device = await service.register()
    await storeAll(service, device, events)
    const { text, headers } = await read(device, 'application/x-ndjson')
    assert.equal(headers.get('content-type'), 'application/x-ndjson; charset=utf-8')
    assert.equal(headers.get('content-disposition'), `attachment; filename="${device.id}.ndjson"`)
    assert.ok(text.endsWith('\n'))
    const lines = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
    const page = await device.send(`/api/telemetry/${device.id}?order=asc`)
    assert.equal(lines.length, events.length)
    assert.deepEqual(lines, page.body.items)
  })

  test('CSV has a header, one row an event, and all measurements as JSON where no keys are named', async () => {
    const device = await deviceWith({ temperature: 21.5, mode: 'eco' })
    const { text, headers } = await read(device, 'text/csv')
    assert.match(headers.get('content-type') ?? '', /^text\/csv; charset=utf-8/)
    assert.equal(headers.get('content-disposition'), `attachment; filename="${device.id}.csv"`)
    const [header, row, ...more] = rowsOf(text)
    assert.equal(header, 'device_id,event_id,event_time,received_at,measurements')
    assert.deepEqual(more, [])
    const [event] = (await device.send(`/api/telemetry/${device.id}`)).body.items as Record<string, string>[]
    assert.ok(event !== undefined)
    const { event_id, event_time, received_at } = event
    const json = '"{""mode"": ""eco"", ""temperature"": 21.5}"'
    assert.equal(row, [device.id, event_id, event_time, received_at, json].join())
  })

  test('CSV with keys has a column each, empty where an event has no such value', async () => {
    const device = await deviceWith({ a: 1.5, b: true }, { b: false, c: 'x' }, { a: -0.25 })
    const [header, ...rows] = rowsOf((await read(device, 'text/csv', { keys: 'c,a,b,a' })).text)
    assert.equal(header, 'device_id,event_id,event_time,received_at,c,a,b')
    assert.deepEqual(rows.map(valuesOf), [',1.5,true', '"x",,false', ',-0.25,'])
  })

  test('A text in CSV is quoted and never changed, an empty one is no missing value', async () => {
    const texts = ['', 'a "quoted" one', 'a,b', '=1+1', '@x', 'Ü 😀', 'constructor']
    const device = await deviceWith(...texts.map((text) => ({ text })))
    const { text } = await read(device, 'text/csv', { keys: 'text,constructor' })
    const expected = texts.map((one) => `"${one.replaceAll('"', '""')}",`)
    assert.deepEqual(rowsOf(text).slice(1).map(valuesOf), expected)
    const multiline = await deviceWith({ text: 'one\r\ntwo\nthree' })
    assert.ok((await read(multiline, 'text/csv', { keys: 'text' })).text.endsWith(',"one\r\ntwo\nthree"\r\n'))
  })

  test('A range without events is an empty NDJSON, or a CSV of its header', async () => {
    const device = await service.register()
    assert.equal((await read(device, 'application/x-ndjson')).text, '')
    assert.equal(
      (await read(device, 'text/csv', { keys: 'a,b' })).text,
      'device_id,event_id,event_time,received_at,a,b\r\n',
    )
  })

  test('range, order, keys, cursor and limit mean in a stream what they mean in pages', async () => {
    const device = await service.register()
    await storeAll(service, device, events)
    const ids = async (query: Readonly<Record<string, string>>) =>
      (await read(device, 'application/x-ndjson', query)).text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).event_id)
    const expected = events.map(({ event_id }) => event_id)
    assert.deepEqual(await ids({ limit: '5' }), expected.slice(0, 5))
    assert.deepEqual(await ids({ limit: '5000', order: 'desc' }), expected.toReversed())
    const { next_cursor } = (await device.send(`/api/telemetry/${device.id}?order=asc&limit=3`)).body
    assert.deepEqual(await ids({ cursor: String(next_cursor), limit: '4' }), expected.slice(3, 7))
    const from = events[4]?.event_time ?? ''
    assert.deepEqual(await ids({ from }), expected.slice(4))
    const { text } = await read(device, 'application/x-ndjson', { keys: 'even', limit: '1' })
    assert.deepEqual(Object.keys(JSON.parse(text).measurements), ['even'])
  })

  test('Accept chooses by its weights; who takes anything gets a page of JSON', async () => {
    const device = await deviceWith({ a: 1 })
    const chosen: Readonly<Record<string, string>> = {
      '*/*': 'application/json',
      'application/*': 'application/json',
      'text/*': 'text/csv',
      'text/csv; charset=utf-8': 'text/csv',
      'application/json; charset=utf-8': 'application/json',
      'TEXT/CSV': 'text/csv',
      'text/csv;q=0.5, application/x-ndjson': 'application/x-ndjson',
      'text/csv;q=0.5, */*;q=0.1': 'text/csv',
      'application/json;q=0, */*': 'application/x-ndjson',
      'text/html, application/xhtml+xml, */*;q=0.8': 'application/json',
    }
    for (const [accept, type] of Object.entries(chosen)) {
      const { headers } = await read(device, accept)
      assert.equal(headers.get('content-type')?.split(';')[0], type, accept)
      assert.match(headers.get('vary') ?? '', /accept/i)
    }
  })

  test('A type that is not offered is a 406 that names those that are', async () => {
    const device = await service.register()
    for (const accept of ['text/html', 'application/xml, image/*', 'text/csv;q=0', 'nonsense']) {
      const reply = await device.send(`/api/telemetry/${device.id}`, { headers: { accept } })
      assertProblem(reply, 406)
      assert.match(String(reply.body.detail), /application\/json, application\/x-ndjson, text\/csv/)
    }
  })

  test('What is wrong with a request is a problem document, whatever was accepted', async () => {
    const device = await service.register()
    const headers = { accept: 'text/csv' }
    assertInvalid(await device.send(`/api/telemetry/${device.id}?limit=many&keys=A`, { headers }), ['/limit'])
    assertInvalid(await device.send(`/api/telemetry/${device.id}?keys=A`, { headers }), ['/keys'])
    assertProblem(await service.send(`/api/telemetry/${device.id}`, { headers }), 401)
  })
}
