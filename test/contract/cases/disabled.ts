import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { eventually } from '../../support/eventually.ts'
import { assertProblem } from '../support/assert-problem.ts'
import type { Device } from '../support/register-device.ts'
import { registryOf } from '../support/registry-of.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function disabled(service: ServiceUnderTest): void {
  const operator = registryOf(service)
  const event = { measurements: { temperature: 1 } }

  /** A device that is disabled before any task has seen it: a task that has may take a minute to hear of it. */
  async function disabledDevice(): Promise<Device> {
    const device = await service.register()
    assert.equal((await operator.patch(device.id, { enabled: false })).body.enabled, false)
    return device
  }

  test('A disabled device neither writes nor reads, and is told so', async () => {
    const device = await disabledDevice()
    for (const reply of [
      await device.write(event),
      await device.latest(),
      await device.send('/api/telemetry/latest'),
    ]) {
      assertProblem(reply, 403)
      assert.equal(reply.body.code, 'disabled')
    }
    assert.deepEqual(await service.storedOf(device), [])
  })

  test('Without the right key nobody learns that a device is disabled', async () => {
    const device = await disabledDevice()
    const headers = { 'x-api-key': randomBytes(32).toString('base64url') }
    const [known, unknown] = [
      await service.send(`/api/telemetry/latest/${device.id}`, { headers }),
      await service.send(`/api/telemetry/latest/${randomUUID()}`, { headers }),
    ]
    assertProblem(known, 401)
    assert.equal(known.text, unknown.text)
  })

  test('A device that is enabled again writes and reads within seconds', async () => {
    const device = await disabledDevice()
    assertProblem(await device.write(event), 403)
    await operator.patch(device.id, { enabled: true })
    const id = await eventually(async () => {
      const { status, body, text } = await device.write(event)
      assert.ok(status === 201 || status === 202, text)
      return body.event_id
    })
    await eventually(async () => assert.equal((await device.latest()).body.event_id, id))
  })

  test('An operator still reads what a disabled device has sent', async () => {
    const device = await service.register()
    await device.write(event)
    await service.whenStored(async () => assert.equal((await device.latest()).status, 200))
    await operator.patch(device.id, { enabled: false })
    assert.equal((await service.sendAsOperator(`/api/telemetry/latest/${device.id}`)).status, 200)
  })

  test('A disabled device sends no batch; of a gateway’s batch only its events are refused', async () => {
    const [device, other] = [await disabledDevice(), await service.register()]
    const json = { events: [event] }
    assertProblem(await device.send(`/api/telemetry/${device.id}/batch`, { method: 'POST', json }), 403)
    const reply = await service.sendAsOperator('/api/telemetry/batch', {
      method: 'POST',
      json: { events: [device, other].map(({ id }) => ({ device_id: id, ...event })) },
    })
    const { accepted, rejected, errors } = reply.body
    assert.deepEqual([accepted, rejected], [1, 1], reply.text)
    assert.match(JSON.stringify(errors), /"index":0.*"disabled"/)
  })
}
