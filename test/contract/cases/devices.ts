import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function devices(service: ServiceUnderTest): void {
  const register = (json: unknown) => service.sendAsOperator('/api/devices', { method: 'POST', json })

  async function everyDevice(limit: number): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const items: Record<string, unknown>[] = []
    let cursor: unknown = ''
    do {
      const query = new URLSearchParams({
        limit: String(limit),
        ...(cursor ? { cursor: String(cursor) } : {}),
      })
      const { status, body, text } = await service.sendAsOperator(`/api/devices?${query}`)
      assert.equal(status, 200, text)
      assert.ok(Array.isArray(body.items) && body.items.length <= limit, text)
      items.push(...body.items)
      cursor = body.next_cursor
    } while (cursor !== null)
    return items
  }

  test('A device is registered with an id and a key of 32 random bytes', async () => {
    const { status, body, text } = await register({ alias: 'greenhouse 1' })
    assert.equal(status, 201, text)
    assert.match(String(body.device_id), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    assert.match(String(body.api_key), /^[\w-]{43}$/)
    assert.equal(body.alias, 'greenhouse 1')
  })

  test('A registered device may write at once, through every task', async () => {
    const device = await service.register()
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => device.write({ measurements: { temperature: 1 } })),
    )
    for (const { status, text } of replies) assert.ok(status === 201 || status === 202, text)
  })

  test('The list shows each device once, over pages, and never a key', async () => {
    const mine = await Promise.all([1, 2, 3].map(() => service.register()))
    const listed = await everyDevice(2)
    const ids = listed.map(({ device_id }) => device_id)
    assert.equal(new Set(ids).size, ids.length)
    for (const { id } of mine) assert.ok(ids.includes(id))
    const text = JSON.stringify(listed)
    for (const { key } of mine) assert.ok(!text.includes(key))
    assert.ok(!text.includes('api_key'))
  })

  test('A registration with what nobody knows is refused', async () => {
    assertInvalid(await register({ alias: 17 }), ['/alias'])
    assertInvalid(await register({ colour: 'red' }), ['/colour'])
  })

  test('A registration is JSON in UTF-8, and nothing else', async () => {
    const send = (raw: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
      service.sendAsOperator('/api/devices', { method: 'POST', raw, headers: { 'content-type': type } })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      assertProblem(await send('{}', type), 415)
    }
    const encoded = { method: 'POST', raw: '{}', headers: { 'content-encoding': 'gzip' } }
    assertProblem(await service.sendAsOperator('/api/devices', encoded), 415)
    const notUtf8 = Uint8Array.from([...Buffer.from('{"alias":"'), 0xff, 0xfe, ...Buffer.from('"}')])
    for (const raw of ['{', '', notUtf8]) assertProblem(await send(raw), 400)
    assertInvalid(await send('{"alias":"a","alias":"b"}'), ['/alias'])
    assertInvalid(await send('null'), [''])
    assertInvalid(await send('[]'), [''])
  })

  test('The list is narrowed to what the alias or the id begins with', async () => {
    const alias = `Search_${randomUUID()}`
    const { body } = await register({ alias })
    const found = async (search: string) => {
      const reply = await service.sendAsOperator(`/api/devices?${new URLSearchParams({ search })}`)
      assert.equal(reply.status, 200, reply.text)
      return (reply.body.items as { device_id: string }[]).map(({ device_id }) => device_id)
    }
    assert.deepEqual(await found(alias.toUpperCase()), [body.device_id])
    assert.deepEqual(await found(String(body.device_id).slice(0, 23)), [body.device_id])
    assert.deepEqual(await found(alias.slice(1)), [])
    assert.deepEqual(await found('%'), [])
    for (const search of ['', 'x'.repeat(129), '\u0000']) {
      assertInvalid(await service.sendAsOperator(`/api/devices?${new URLSearchParams({ search })}`), [
        '/search',
      ])
    }
  })

  test('Only an operator registers and lists', async () => {
    const device = await service.register()
    assertProblem(await device.send('/api/devices', { method: 'POST', json: {} }), 401)
    assertProblem(await device.send('/api/devices'), 401)
    assertProblem(await service.send('/api/devices'), 401)
  })
}
