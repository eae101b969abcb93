import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assertProblem } from '../support/assert-problem.ts'
import type { Call, Reply } from '../support/http.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const write: Call = { method: 'POST', json: { measurements: { temperature: 1 } } }
const someKey = () => randomBytes(32).toString('base64url')

export function authentication(service: ServiceUnderTest): void {
  /** To the last byte and header, but for the clock and the request's own id. */
  function assertSameRefusal(one: Reply, other: Reply): void {
    assertProblem(one, 401)
    assert.equal(one.status, other.status)
    assert.equal(one.text, other.text)
    const headers = (reply: Reply) =>
      [...reply.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id')
    assert.deepEqual(headers(one), headers(other))
  }

  test('Without a key nobody reads or writes', async () => {
    const device = await service.register()
    assertProblem(await service.send(`/api/telemetry/${device.id}`, write), 401)
    assertProblem(await service.send(`/api/telemetry/latest/${device.id}`), 401)
    assertProblem(await service.send('/api/telemetry/latest'), 401)
  })

  test('A 401 says how a key is sent', async () => {
    const device = await service.register()
    const headers = { 'x-api-key': someKey() }
    for (const reply of [
      await service.send(`/api/telemetry/${device.id}`, write),
      await service.send(`/api/telemetry/latest/${device.id}`, { headers }),
      await service.send('/api/telemetry/latest', { headers }),
      await service.send('/api/devices'),
    ]) {
      assertProblem(reply, 401)
      assert.equal(reply.headers.get('www-authenticate'), 'ApiKey header="X-API-Key", Bearer')
    }
  })

  test('A wrong key and an unknown device get the same answer', async () => {
    const device = await service.register()
    const headers = { 'x-api-key': someKey() }
    for (const path of ['/api/telemetry/', '/api/telemetry/latest/']) {
      const call = path.endsWith('latest/') ? { headers } : { ...write, headers }
      assertSameRefusal(
        await service.send(path + device.id, call),
        await service.send(path + randomUUID(), call),
      )
    }
  })

  test('A device neither reads nor writes what is of another, and does not learn whether it exists', async () => {
    const [one, other] = [await service.register(), await service.register()]
    await other.write({ measurements: { temperature: 1 } })
    assertSameRefusal(
      await one.send(`/api/telemetry/latest/${other.id}`),
      await one.send(`/api/telemetry/latest/${randomUUID()}`),
    )
    assertSameRefusal(
      await one.send(`/api/telemetry/${other.id}`, write),
      await one.send(`/api/telemetry/${randomUUID()}`, write),
    )
  })

  test('A key that was refused is accepted once its device exists', async () => {
    const device = await service.register()
    assertProblem(
      await service.send(`/api/telemetry/latest/${device.id}`, { headers: { 'x-api-key': someKey() } }),
      401,
    )
    assert.notEqual((await device.write({ measurements: { temperature: 1 } })).status, 401)
  })

  test('A wrong operator key opens nothing', async () => {
    for (const authorization of ['Bearer wrong', `Bearer ${someKey()}`, 'Basic b3BlcmF0b3I6eA==', 'Bearer']) {
      assertProblem(await service.send('/api/devices', { headers: { authorization } }), 401)
    }
  })

  test('A page of another origin is granted nothing', async () => {
    const device = await service.register()
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' }
    const path = `/api/telemetry/latest/${device.id}`
    const preflight = await service.send(path, { method: 'OPTIONS', headers })
    assertProblem(preflight, 405)
    for (const reply of [
      preflight,
      await device.send(path, { headers }),
      await service.send('/health', { headers }),
    ]) {
      const granted = [...reply.headers.keys()].filter((name) => name.startsWith('access-control-'))
      assert.deepEqual(granted, [])
    }
  })
}
