import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly next_cursor: string | null
  readonly as_of: string
}

export function fleet(service: ServiceUnderTest): void {
  async function page(query: Readonly<Record<string, string>> = {}): Promise<Page> {
    const reply = await service.sendAsOperator(`/api/telemetry/latest?${new URLSearchParams(query)}`)
    assert.equal(reply.status, 200, reply.text)
    return reply.body as unknown as Page
  }

  async function allPages(query: Readonly<Record<string, string>>): Promise<readonly Page[]> {
    const pages = [await page(query)]
    for (let cursor = pages[0]?.next_cursor; typeof cursor === 'string'; cursor = pages.at(-1)?.next_cursor) {
      pages.push(await page({ ...query, cursor }))
    }
    return pages
  }

  /** One event of each device, until readers of the fleet can see it. */
  async function announce(...devices: readonly Device[]): Promise<void> {
    for (const device of devices) await device.write({ measurements: { temperature: 1, humidity: 2 } })
    await service.whenStored(async () => {
      const { items } = await page({ device_ids: devices.map(({ id }) => id).join(',') })
      assert.equal(items.length, devices.length)
    })
  }

  async function threeDevices(): Promise<readonly [Device, Device, Device]> {
    const devices = [await service.register(), await service.register(), await service.register()] as const
    await announce(...devices)
    return devices
  }

  const idsOf = (items: Page['items']) => items.map(({ device_id }) => device_id)

  test('The fleet holds the latest event of every device that wrote', async () => {
    const [device] = await threeDevices()
    const pages = await allPages({ limit: '1000' })
    const own = pages.flatMap(({ items }) => items).filter(({ device_id }) => device_id === device.id)
    assert.equal(own.length, 1)
    assert.deepEqual(own[0], (await device.latest()).body)
  })

  test('Pages follow one another, each device on one of them, and the last names no other', async () => {
    const devices = await threeDevices()
    const pages = await allPages({ limit: '2' })
    for (const { items } of pages) assert.ok(items.length <= 2)
    assert.equal(pages.at(-1)?.next_cursor, null)
    const ids = idsOf(pages.flatMap(({ items }) => items))
    assert.equal(new Set(ids).size, ids.length)
    for (const { id } of devices) assert.ok(ids.includes(id))
  })

  test('as_of is the moment of the answer', async () => {
    const { as_of } = await page()
    assert.ok(Math.abs(Date.parse(as_of) - Date.now()) < 30_000, as_of)
    assert.match(as_of, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('device_ids narrows to these devices, also over pages', async () => {
    const devices = await threeDevices()
    const wanted = devices.map(({ id }) => id)
    const pages = await allPages({ device_ids: wanted.join(','), limit: '2' })
    assert.deepEqual(idsOf(pages.flatMap(({ items }) => items)).sort(), [...wanted].sort())
  })

  test('keys narrows the measurements to these names', async () => {
    const [device] = await threeDevices()
    const { items } = await page({ device_ids: device.id, keys: 'humidity,unknown' })
    assert.deepEqual(items[0]?.measurements, { humidity: 2 })
  })

  test('updated_since leaves out what was stored before', async () => {
    const [old] = await threeDevices()
    const { items } = await page({ device_ids: old.id })
    const receivedAt = Date.parse(String(items[0]?.received_at))
    const since = (time: number) => page({ device_ids: old.id, updated_since: new Date(time).toISOString() })
    assert.equal((await since(receivedAt - 1000)).items.length, 1)
    assert.equal((await since(receivedAt + 1000)).items.length, 0)
  })

  test('A device gets its own latest, and of nobody else', async () => {
    const [device] = await threeDevices()
    const reply = await device.send('/api/telemetry/latest')
    assert.equal(reply.status, 200, reply.text)
    assert.deepEqual(reply.body, (await device.latest()).body)
  })

  test('A device chooses nothing: what it asks for beside its key is named, never ignored', async () => {
    const [device] = await threeDevices()
    const reply = await device.send('/api/telemetry/latest?limit=1&cursor=x&keys=humidity&colour=red')
    assertInvalid(reply, ['/limit', '/cursor', '/keys', '/colour'])
  })

  test('Whoever has no key does not learn whether a query is right', async () => {
    for (const query of ['', '?limit=0', '?colour=red', '?cursor=nonsense']) {
      assertProblem(await service.send(`/api/telemetry/latest${query}`), 401)
    }
  })

  test('X-Cache says whether a whole page came from the cache, where there is one', async () => {
    const devices = await threeDevices()
    const device_ids = devices.map(({ id }) => id).join(',')
    const isCached = service.architecture.read.kind === 'cached'
    const use = async (query: Readonly<Record<string, string>>) => {
      const path = `/api/telemetry/latest?${new URLSearchParams({ device_ids, ...query })}`
      return (await service.sendAsOperator(path)).headers.get('x-cache')
    }
    await service.whenStored(async () => {
      await use({}) // may be a miss, and fills
      assert.equal(await use({}), isCached ? 'hit' : null)
      assert.equal(await use({ keys: 'humidity' }), isCached ? 'hit' : null)
    })
    assert.equal(await use({ updated_since: new Date(0).toISOString() }), isCached ? 'bypass' : null)
  })

  test('A query that means nothing is refused', async () => {
    for (const query of [
      'limit=0',
      'limit=-1',
      'limit=1.5',
      'limit=many',
      'limit=1000000',
      'cursor=nonsense',
      'device_ids=17',
      'updated_since=yesterday',
      'updated_since=2026-02-30T00:00:00Z',
      'keys=Not a name',
      'keys=',
    ]) {
      assertProblem(await service.sendAsOperator(`/api/telemetry/latest?${query}`), 422)
    }
  })
}
