import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from '../../support/address-of.ts'
import { uuidv7 } from '../support/event-ids.ts'
import { readTopic, writeTopic } from '../support/kafka-topic.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const topic = 'telemetry'
const poisons = ['not JSON', '{"neither":"an event"}', '[]', 'null', '']

/** For architectures that queue. */
export function consumer(service: ServiceUnderTest): void {
  const brokers = () => addressOf(service.deployment(), 'Kafka')

  test('Messages that are no events go to the dead letters, and those behind them are stored', async () => {
    const device = await service.register()
    const ids = [uuidv7(Date.now() - 2000), uuidv7(Date.now() - 1000)]
    await device.write({ event_id: ids[0], measurements: { temperature: 1 } })
    await writeTopic(
      brokers(),
      poisons.map((value) => ({ topic, key: device.id, value })),
    )
    await device.write({ event_id: ids[1], measurements: { temperature: 2 } })

    const letters = await readTopic(brokers(), `${topic}.dlq`, poisons.length)
    assert.deepEqual(letters.map(({ value }) => value).sort(), [...poisons].sort())
    for (const { headers } of letters) {
      assert.equal(headers['source-topic'], topic)
      assert.match(headers['source-partition'] ?? '', /^\d+$/)
      assert.match(headers['source-offset'] ?? '', /^\d+$/)
      assert.ok(headers.error)
    }
    await service.whenStored(async () => {
      const stored = await service.storedOf(device)
      assert.deepEqual(
        stored.map(({ eventId }) => eventId),
        ids,
      )
      assert.equal(await service.deployment().backlog(), 0)
    })
  })

  test('A message that is read twice is stored once', async () => {
    const device = await service.register()
    const id = uuidv7()
    await device.write({ event_id: id, measurements: { temperature: 1 } })
    const messages = await readTopic(brokers(), topic, 1, ({ value }) => value.includes(id))
    await writeTopic(
      brokers(),
      messages.map(({ value }) => ({ topic, key: device.id, value })),
    )
    await service.whenStored(async () => {
      assert.equal(await service.deployment().backlog(), 0)
      assert.equal((await service.storedOf(device)).length, 1)
    })
  })

  test('Events of a removed device go to the dead letters, and hold nobody else’s up', async () => {
    const [removed, other] = [await service.register(), await service.register()]
    const id = uuidv7(Date.now() - 2000)
    await removed.write({ event_id: id, measurements: { temperature: 1 } })
    const [message] = await readTopic(brokers(), topic, 1, ({ value }) => value.includes(id))
    await service.whenStored(async () => assert.equal((await service.storedOf(removed)).length, 1))
    await service.sendAsOperator(`/api/devices/${removed.id}`, { method: 'DELETE' })

    const late = uuidv7(Date.now() - 1000)
    await writeTopic(brokers(), [{ topic, key: removed.id, value: String(message?.value).replace(id, late) }])
    await other.write({ measurements: { temperature: 2 } })
    const letters = await readTopic(brokers(), `${topic}.dlq`, 1, ({ value }) => value.includes(late))
    assert.match(letters[0]?.headers.error ?? '', /foreign key/)
    await service.whenStored(async () => {
      assert.equal((await service.storedOf(other)).length, 1)
      assert.equal(await service.deployment().backlog(), 0)
    })
  })
}
