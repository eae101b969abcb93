import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EventProducer, produce } from '../../../src/stores/kafka/producer.ts'
import { eventOf } from '../../support/events.ts'

/** Tells how many messages each send carries, and no broker. */
function recorded() {
  const sends: number[] = []
  const producer: EventProducer = {
    send: async (messages) => void sends.push(messages.length),
    ping: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  }
  return { accept: produce(producer, 'telemetry'), sends }
}

test('A thousand events of the usual size are one send', async () => {
  const { accept, sends } = recorded()
  const outcomes = await accept(Array.from({ length: 1000 }, () => eventOf()))
  assert.equal(outcomes.length, 1000)
  assert.deepEqual(sends, [1000])
})

test('Large events are several sends, none of which a broker finds too large for one partition', async () => {
  const { accept, sends } = recorded()
  const measurements = JSON.stringify({ text: 'é'.repeat(32_000) })
  await accept(Array.from({ length: 100 }, () => eventOf({ measurements })))
  assert.equal(
    sends.reduce((sum, count) => sum + count),
    100,
  )
  for (const count of sends) assert.ok(count * 64_200 < 1024 * 1024, `${count} in one send`)
})
