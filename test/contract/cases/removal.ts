import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../../support/eventually.ts'
import { assertProblem } from '../support/assert-problem.ts'
import type { Device } from '../support/register-device.ts'
import { registryOf } from '../support/registry-of.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function removal(service: ServiceUnderTest): void {
  const operator = registryOf(service)
  const event = { measurements: { temperature: 1 } }

  /** A device whose event was stored and read, from the cache too where there is one, and that was removed then. */
  async function removedDevice(): Promise<Device> {
    const device = await service.register()
    await device.write(event)
    await service.whenStored(async () => assert.equal((await device.latest()).status, 200))
    const { status, text } = await operator.remove(device.id)
    assert.deepEqual([status, text], [204, ''])
    return device
  }

  test('A removed device is in no list, and its latest is gone with it', async () => {
    const { id } = await removedDevice()
    assertProblem(await operator.get(id), 404)
    assertProblem(await operator.remove(id), 404)
    const found = await service.sendAsOperator(`/api/devices?search=${id}`)
    assert.deepEqual(found.body.items, [])
    assertProblem(await service.sendAsOperator(`/api/telemetry/latest/${id}`), 404)
    const fleet = await service.sendAsOperator(`/api/telemetry/latest?device_ids=${id}`)
    assert.deepEqual(fleet.body.items, [])
  })

  test('The key of a device that was removed before it called is nobody’s', async () => {
    const device = await service.register()
    await operator.remove(device.id)
    assertProblem(await device.write(event), 401)
    assertProblem(await device.latest(), 401)
    assertProblem(await device.send('/api/telemetry/latest'), 401)
  })

  test('Whoever registers the id of a removed device reads nothing of what that one sent', async () => {
    const { id } = await removedDevice()
    const { status, body } = await service.sendAsOperator('/api/devices', {
      method: 'POST',
      json: { device_id: id },
    })
    assert.equal(status, 201)
    const headers = { 'x-api-key': String(body.api_key) }
    const latest = () => service.send(`/api/telemetry/latest/${id}`, { headers })
    // A task that remembers the removed device asks again after a second.
    await eventually(async () => assertProblem(await latest(), 404))
    const written = await eventually(async () => {
      const reply = await service.send(`/api/telemetry/${id}`, { method: 'POST', headers, json: event })
      assert.ok(reply.status === 201 || reply.status === 202, reply.text)
      return reply.body.event_id
    })
    await eventually(async () => assert.equal((await latest()).body.event_id, written))
    const stored = await service.storedOf({ id })
    assert.deepEqual(
      stored.map(({ eventId }) => eventId),
      [written],
    )
  })
}
