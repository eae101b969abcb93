import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../../support/eventually.ts'
import { assertProblem } from '../support/assert-problem.ts'
import { registryOf } from '../support/registry-of.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function keys(service: ServiceUnderTest): void {
  const operator = registryOf(service)

  /** The status that `key` is answered with: 404 where it is known, as nothing was written. */
  const opens = async (deviceId: string, key: unknown) => {
    const headers = { 'x-api-key': String(key) }
    return (await service.send(`/api/telemetry/latest/${deviceId}`, { headers })).status !== 401
  }

  test('A second key opens what the first one opens, and the first one stays', async () => {
    const device = await service.register()
    const { status, body, text } = await operator.addKey(device.id)
    assert.equal(status, 201, text)
    assert.match(String(body.api_key), /^[\w-]{43}$/)
    assert.notEqual(body.api_key, device.key)
    assert.deepEqual((await operator.keysOf(device.id)).slice(1), [body.key_id])
    await eventually(async () => assert.ok(await opens(device.id, body.api_key)))
    assert.ok(await opens(device.id, device.key))
  })

  test('An answer that shows a key may be kept by nobody on its way', async () => {
    const registered = await service.sendAsOperator('/api/devices', { method: 'POST', json: {} })
    const added = await operator.addKey(String(registered.body.device_id))
    for (const { headers } of [registered, added]) assert.equal(headers.get('cache-control'), 'no-store')
  })

  test('A third key is a 409 that names the way out, also when several are asked for at once', async () => {
    const { id } = await service.register()
    const replies = await Promise.all(Array.from({ length: 5 }, () => operator.addKey(id)))
    assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409, 409, 409, 409])
    const refused = await operator.addKey(id)
    assertProblem(refused, 409)
    assert.match(String(refused.body.detail), /DELETE/)
    assert.equal((await operator.keysOf(id)).length, 2)
  })

  test('A revoked key opens nothing, and the other one still does', async () => {
    const { id, key } = await service.register()
    const { body } = await operator.addKey(id)
    const [first] = await operator.keysOf(id)
    assert.equal((await operator.revokeKey(id, first)).status, 204)
    assert.equal(await opens(id, key), false)
    assert.ok(await opens(id, body.api_key))
    assert.deepEqual(await operator.keysOf(id), [body.key_id])
  })

  test('After a key is revoked there is room for another', async () => {
    const { id } = await service.register()
    await operator.addKey(id)
    const [first] = await operator.keysOf(id)
    await operator.revokeKey(id, first)
    assert.equal((await operator.addKey(id)).status, 201)
    assertProblem(await operator.addKey(id), 409)
  })

  test('The last key may be revoked: its device is locked out until it gets another', async () => {
    const { id, key } = await service.register()
    const [only] = await operator.keysOf(id)
    assert.equal((await operator.revokeKey(id, only)).status, 204)
    assert.deepEqual(await operator.keysOf(id), [])
    assert.equal(await opens(id, key), false)
    const { body } = await operator.addKey(id)
    await eventually(async () => assert.ok(await opens(id, body.api_key)))
  })

  test('A key is revoked once, and by the device that has it', async () => {
    const [one, other] = [await service.register(), await service.register()]
    const [key] = await operator.keysOf(one.id)
    assertProblem(await operator.revokeKey(other.id, key), 404)
    assert.equal((await operator.revokeKey(one.id, key)).status, 204)
    assertProblem(await operator.revokeKey(one.id, key), 404)
    assertProblem(await operator.revokeKey(one.id, '17'), 404)
    assert.ok(await opens(other.id, other.key))
  })
}
