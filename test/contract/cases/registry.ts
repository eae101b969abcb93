import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import { registryOf } from '../support/registry-of.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function registry(service: ServiceUnderTest): void {
  const operator = registryOf(service)
  const units = { temperature: 'Cel', humidity: '%RH', x_coord: 'm' }
  const register = (json: unknown) => service.sendAsOperator('/api/devices', { method: 'POST', json })

  async function patched(deviceId: string, patch: unknown): Promise<Readonly<Record<string, unknown>>> {
    const { status, body, text } = await operator.patch(deviceId, patch)
    assert.equal(status, 200, text)
    assert.deepEqual((await operator.get(deviceId)).body, body)
    return body
  }

  test('A device shows what was registered, with the names of its keys and no key', async () => {
    const { status, body, text } = await register({ alias: 'greenhouse 2', units, rate_limit: 50 })
    assert.equal(status, 201, text)
    const { api_key, ...device } = body
    assert.equal(device.enabled, true)
    assert.deepEqual(device.units, units)
    assert.equal(device.rate_limit, 50)
    const shown = await operator.get(String(device.device_id))
    assert.equal(shown.status, 200)
    assert.deepEqual(shown.body, device)
    assert.ok(!shown.text.includes(String(api_key)))
    const { keys } = shown.body as { keys: object[] }
    assert.deepEqual(keys.map(Object.keys), [['key_id', 'created_at']])
    assert.equal((await operator.get(String(device.device_id).toUpperCase())).status, 200)
  })

  test('A device of which nothing is said has no alias, no units and the limit of the service', async () => {
    const { id } = await service.register()
    const { alias, units: none, rate_limit, enabled } = (await operator.get(id)).body
    assert.deepEqual([alias, none, rate_limit, enabled], [null, {}, null, true])
  })

  test('A patch changes what it names, and null clears', async () => {
    const { id } = await service.register()
    await patched(id, { alias: 'a', units, rate_limit: 5 })
    const device = await patched(id, { units: { temperature: 'K', humidity: null, x_coord: 'm' } })
    assert.deepEqual([device.alias, device.rate_limit], ['a', 5])
    assert.deepEqual(device.units, { temperature: 'K', x_coord: 'm' })
    const cleared = await patched(id, { alias: null, units: null, rate_limit: null })
    assert.deepEqual([cleared.alias, cleared.units, cleared.rate_limit], [null, {}, null])
    assert.deepEqual(await patched(id, {}), cleared)
  })

  test('Patches that arrive together all count', async () => {
    const { id } = await service.register()
    const names = Array.from({ length: 10 }, (_, n) => `m${n}`)
    await Promise.all(names.map((name) => operator.patch(id, { units: { [name]: 'm' } })))
    assert.deepEqual(Object.keys((await operator.get(id)).body.units as object).sort(), names)
  })

  test('A patch with what means nothing is refused, and changes nothing', async () => {
    const { id } = await service.register()
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`m${n}`, 'm']))
    for (const [patch, pointers] of [
      [{ alias: 17 }, ['/alias']],
      [{ alias: 'x'.repeat(129) }, ['/alias']],
      [{ enabled: 'true' }, ['/enabled']],
      [{ enabled: null }, ['/enabled']],
      [{ units: { temperature: 'C°', humidity: 17 } }, ['/units/temperature', '/units/humidity']],
      [{ units: { Upper: 'm', 'a-b': null } }, ['/units/Upper', '/units/a-b']],
      [{ units: ['m'] }, ['/units']],
      [{ units: many }, ['/units']],
      [{ rate_limit: -1 }, ['/rate_limit']],
      [{ rate_limit: 1.5 }, ['/rate_limit']],
      [{ rate_limit: 1e9 }, ['/rate_limit']],
      [{ rate_limit: '5' }, ['/rate_limit']],
      [{ device_id: id, colour: 'red' }, ['/device_id', '/colour']],
      [null, ['']],
    ] as const) {
      assertInvalid(await operator.patch(id, patch), pointers)
    }
    const { alias, units: none } = (await operator.get(id)).body
    assert.deepEqual([alias, none], [null, {}])
    assertInvalid(await register({ units: { Upper: 'm' } }), ['/units/Upper'])
    assertInvalid(await register({ units: { temperature: 'Celsius' } }), ['/units/temperature'])
  })

  test('A name such as __proto__ is no measurement, and changes nothing but the answer', async () => {
    const { id } = await service.register()
    const send = (raw: string) => service.sendAsOperator(`/api/devices/${id}`, { method: 'PATCH', raw })
    assertInvalid(await send('{"units":{"__proto__":"m"}}'), ['/units/__proto__'])
    assertInvalid(await send('{"__proto__":{"enabled":false}}'), ['/__proto__'])
    assert.equal((await operator.get(id)).body.enabled, true)
  })

  test('The count is the number of registered devices', async () => {
    const count = async () => {
      const reply = await service.sendAsOperator('/api/devices/count')
      assert.equal(reply.status, 200, reply.text)
      return Number(reply.body.count)
    }
    const before = await count()
    await service.register()
    assert.ok((await count()) > before)
  })

  test('A device that nobody registered is a 404, and a name that is no UUID a 400', async () => {
    const unknown = operator.nobody()
    assertProblem(await operator.get(unknown), 404)
    assertProblem(await operator.patch(unknown, { alias: 'a' }), 404)
    assertProblem(await operator.remove(unknown), 404)
    assertProblem(await operator.addKey(unknown), 404)
    assertProblem(await operator.revokeKey(unknown, operator.nobody()), 404)
    assertProblem(await operator.get('17'), 400)
    assertProblem(await operator.patch('17', {}), 400)
    assertProblem(await operator.remove('17'), 400)
    assertProblem(await operator.addKey('17'), 400)
  })

  test('A device neither sees nor changes the registry, not even its own entry', async () => {
    const device = await service.register()
    const path = `/api/devices/${device.id}`
    for (const [address, call] of [
      [path, {}],
      [path, { method: 'PATCH', json: { enabled: true } }],
      [path, { method: 'PATCH', json: { nonsense: true } }],
      [path, { method: 'DELETE' }],
      [`${path}/keys`, { method: 'POST' }],
      [`${path}/keys/${operator.nobody()}`, { method: 'DELETE' }],
      ['/api/devices/count', {}],
    ] as const) {
      assertProblem(await device.send(address, call), 401)
      assertProblem(await service.send(address, call), 401)
    }
    assert.equal((await operator.get(device.id)).status, 200)
  })
}
