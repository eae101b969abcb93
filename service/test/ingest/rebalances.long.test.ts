import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { produce } from '../../src/stores/kafka/producer.ts'
import type { Accept } from '../../src/telemetry/outcome.ts'
import { consuming, setUpConsuming } from '../support/consuming.ts'
import { eventOf } from '../support/events.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres', 'kafka'])
const rebalances = 15
const mostConsumers = 4

test('consumers come and go during a load: every event is stored, and none is handed out twice', async (t: TestContext) => {
  const here = await setUpConsuming(t, servers)
  const devices = await Promise.all(Array.from({ length: 30 }, here.device))
  const accept = produce(here.producer, here.kafka.topic)
  let duplicates = 0
  const store: Accept = async (events) => {
    await delay(Math.random() * 300) // batches are on their way whenever a rebalance comes
    const outcomes = await here.store(events)
    duplicates += outcomes.filter((outcome) => outcome.kind === 'committed' && outcome.duplicate).length
    return outcomes
  }
  const ended = new AbortController()
  let sent = 0
  const load = (async () => {
    while (!ended.signal.aborted) {
      await accept(devices.map((id) => eventOf(id)))
      sent += devices.length
      await delay(5)
    }
  })()
  const stops: (() => Promise<void>)[] = [consuming(here, { store })]
  for (let i = 0; i < rebalances; i += 1) {
    const leaves = stops.length === mostConsumers || (stops.length > 1 && Math.random() < 0.4)
    if (leaves) await stops.splice(Math.floor(Math.random() * stops.length), 1)[0]?.()
    else stops.push(consuming(here, { store }))
    await delay(Math.random() * 3000)
  }
  ended.abort()
  await load
  await here.caughtUp()
  await Promise.all(stops.map((stop) => stop()))
  assert.deepEqual([await here.count(), duplicates], [sent, 0])
})
