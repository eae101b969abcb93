import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../../support/eventually.ts'
import { assertProblem } from '../support/assert-problem.ts'
import { uuidv7 } from '../support/event-ids.ts'
import type { Reply } from '../support/http.ts'
import type { Device } from '../support/register-device.ts'
import { registryOf } from '../support/registry-of.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function rateLimits(service: ServiceUnderTest): void {
  const operator = registryOf(service)
  const event = { measurements: { temperature: 1 } }

  async function limitedDevice(rate_limit: number): Promise<Device> {
    const device = await service.register()
    assert.equal((await operator.patch(device.id, { rate_limit })).status, 200)
    return device
  }

  /** Writes faster than any of the tasks lets one device, until one of them has had enough. */
  async function refusalOf(device: Device): Promise<Reply> {
    for (let round = 0; round < 20; round += 1) {
      const replies = await Promise.all(Array.from({ length: 50 }, () => device.write(event)))
      const refused = replies.find(({ status }) => status !== 201 && status !== 202)
      if (refused !== undefined) return refused
    }
    throw new Error('A thousand events passed a limit of one a second.')
  }

  test('A device that sends too many events gets a 429 that says which limit, and when it passes', async () => {
    const refused = await refusalOf(await limitedDevice(1))
    assertProblem(refused, 429)
    assert.equal(refused.body.code, 'rate_limited')
    assert.deepEqual(refused.body.limit, { kind: 'device', events_per_second: 1, burst: 10 })
    assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
  })

  test('An event that was refused for its rate passes when it is sent again, and is stored once', async () => {
    const device = await limitedDevice(1)
    await refusalOf(device)
    const again = { ...event, event_id: uuidv7() }
    await eventually(async () => {
      const { status, text } = await device.write(again)
      assert.ok([200, 201, 202].includes(status), text)
    })
    await service.whenStored(async () => {
      const stored = await service.storedOf(device)
      assert.equal(stored.filter(({ eventId }) => eventId === again.event_id).length, 1)
    })
  })

  test('A device at its limit still reads, and others still write', async () => {
    const [device, other] = [await limitedDevice(1), await service.register()]
    await refusalOf(device)
    await service.whenStored(async () => assert.equal((await device.latest()).status, 200))
    const { status } = await other.write(event)
    assert.ok(status === 201 || status === 202)
  })

  test('A limit of 0 is none', async () => {
    const device = await limitedDevice(0)
    const replies = await Promise.all(Array.from({ length: 50 }, () => device.write(event)))
    for (const { status } of replies) assert.ok(status === 201 || status === 202)
  })

  test('A batch counts its events: what one of its devices may not send is refused, and the others are stored', async () => {
    const [limited, other] = [await limitedDevice(1), await service.register()]
    const ofLimited = Array.from({ length: 50 }, () => ({ device_id: limited.id, ...event }))
    const send = () =>
      service.sendAsOperator('/api/telemetry/batch', {
        method: 'POST',
        json: { events: [...ofLimited, { device_id: other.id, ...event }] },
      })
    const refused = await untilRefused(send)
    assert.equal(refused.body.accepted, 1, refused.text)
    assert.equal(refused.body.rejected, 50)
    assert.match(refused.text, /rate_limited/)
    const alone = await limited.send(`/api/telemetry/${limited.id}/batch`, {
      method: 'POST',
      json: { events: [event, event] },
    })
    if (alone.status !== 429) assert.ok([201, 202].includes(alone.status), alone.text) // another task, which has room
  })

  /** A batch that is larger than the burst passes once in each task. */
  async function untilRefused(send: () => Promise<Reply>): Promise<Reply> {
    for (let round = 0; round < 10; round += 1) {
      const reply = await send()
      if (Number(reply.body.rejected) > 0) return reply
    }
    throw new Error('500 events passed a limit of one a second.')
  }
}
