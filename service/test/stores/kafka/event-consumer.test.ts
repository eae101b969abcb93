import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '../../../../test/support/eventually.ts'
import { type EventConsumer, joinGroup } from '../../../src/stores/kafka/event-consumer.ts'
import { produce } from '../../../src/stores/kafka/producer.ts'
import { setUpConsuming } from '../../support/consuming.ts'
import { eventOf } from '../../support/events.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres', 'kafka'])
const mebibyte = 2 ** 20
/** As large as one that is taken. */
const large = JSON.stringify(
  Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`name_${index}`, 'x'.repeat(900)])),
)
const most = 8 * mebibyte
/** A fetch that was on its way. */
const underWay = mebibyte

test('however large messages are, what lies unread is bounded in bytes, and all of them come', async (t) => {
  const { kafka, producer } = await setUpConsuming(t, servers)
  const sent = Array.from({ length: 600 }, (_, device) => eventOf({ device, measurements: large }))
  await produce(producer, kafka.topic)(sent)
  await using consumer = await joinGroup(kafka)
  const got = new Set<number>()
  await eventually(() => assert.ok(lyingIn(consumer) > most / 2))
  let lay = 0
  while (got.size < sent.length) {
    lay = Math.max(lay, await comeToRest(consumer))
    const messages = await consumer.next(20, AbortSignal.timeout(60_000))
    assert.ok(
      messages !== undefined,
      `${got.size} of ${sent.length} messages came, and then none for a minute.`,
    )
    for (const { value } of messages) got.add('device' in value.event ? value.event.device : -1)
  }
  assert.ok(lay <= most + underWay + large.length, `${lay} bytes lay there.`)
})

/** Resolves with the bytes that lie there once no more come. Where a slow machine makes that too early, less is seen than came. */
async function comeToRest(consumer: EventConsumer): Promise<number> {
  let seen = -1
  while (seen !== lyingIn(consumer)) {
    seen = lyingIn(consumer)
    await delay(50)
  }
  return seen
}

function lyingIn(consumer: EventConsumer): number {
  return consumer.arrived() * large.length
}
