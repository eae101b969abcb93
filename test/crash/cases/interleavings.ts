import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, acknowledgement } from '@telemark/architecture'
import type { Deployment, FleetDevice } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import { assertLatest, audit, latestOf } from '../support/audit.ts'
import { flushRedis } from '../support/flush-redis.ts'
import { type Random, random } from '../support/random.ts'
import { type SentEvent, sendUntilAcknowledged } from '../support/retrying-client.ts'

/** Few, so that they meet each other. */
const devices = 4
const eventsARound = 60
const connections = 12

/**
 * One model for every architecture: whatever order events arrive in, at the same time or not, how often, and whatever becomes of
 * the cache meanwhile, what is stored is the set of identities, and latest is the greatest `(event_time, event_id)` of them.
 */
export function interleavings(
  deployment: () => Deployment,
  { architecture, rounds }: { readonly architecture: Architecture; readonly rounds: number },
): void {
  const whenStored =
    acknowledgement(architecture) === 'enqueued' ? eventually : <T>(check: () => T) => check()

  test(`Late, repeated and concurrent events end as the model does, in ${rounds} random rounds`, async (t) => {
    const standing = deployment()
    await standing.reset({ cache: 'cold' })
    const chance = random()
    t.diagnostic(`TELEMARK_SEED=${chance.seed}`)
    const fleet = standing.fleet.slice(0, devices)
    const sent = new Map<string, SentEvent>()
    const start = Date.now() - 60_000
    for (let round = 0; round < rounds; round += 1) {
      const events = eventsOf(chance, { fleet, around: start + round * 4, earlier: [...sent.values()] })
      for (const event of events) sent.set(`${event.deviceId} ${event.eventTime} ${event.eventId}`, event)
      await play(chance, standing, events)
      await whenStored(() => assertLatest(standing, [...sent.values()]))
    }
    await audit(standing, [...sent.values()])
  })
}

/** New events of few times, with the same ones again, and old ones again, in any order. */
function eventsOf(
  chance: Random,
  given: {
    readonly fleet: readonly FleetDevice[]
    readonly around: number
    readonly earlier: readonly SentEvent[]
  },
): readonly SentEvent[] {
  const { fleet, around, earlier } = given
  const events: SentEvent[] = []
  for (let count = 0; count < eventsARound; count += 1) {
    const isRepeated = chance.once(4)
    const known = chance.once(3) ? earlier : events
    if (isRepeated && known.length > 0) events.push(chance.pick(known))
    else
      events.push({
        deviceId: chance.pick(fleet).deviceId,
        eventTime: around + chance.below(6) - (chance.once(5) ? 1000 : 0),
        eventId: chance.uuid(),
      })
  }
  return chance.shuffled(events)
}

/** Sends `events` on many connections, with reads and a cache that forgets in between. */
async function play(chance: Random, deployment: Deployment, events: readonly SentEvent[]): Promise<void> {
  const steps = events.map((event) => ({ event, reads: chance.once(2), flushes: chance.once(30) }))
  if (chance.once(3)) await flushRedis(deployment)
  const connection = async () => {
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
      const { event, reads, flushes } = step
      if (chance.once(8)) {
        const more = steps.splice(0, chance.below(20)).map((one) => one.event)
        await sendTogether(deployment, [event, ...more])
        continue
      }
      const device = deployment.fleet.find(({ deviceId }) => deviceId === event.deviceId) as FleetDevice
      if (flushes) await flushRedis(deployment)
      const reading = reads ? latestOf(deployment, device) : undefined
      const status = await sendUntilAcknowledged(deployment.url, { device, event, seen: () => undefined })
      assert.ok([200, 201, 202].includes(status), `${status} for ${JSON.stringify(event)}`)
      await reading
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
}

/** As a gateway does: late, repeated and new events of several devices in one statement. */
async function sendTogether({ url, operatorKey }: Deployment, events: readonly SentEvent[]): Promise<void> {
  await eventually(async () => {
    const answer = await fetch(new URL('/api/telemetry/batch', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: events.map(batchEvent) }),
    })
    const text = await answer.text()
    assert.ok([200, 201, 202].includes(answer.status), text)
    assert.equal(JSON.parse(text).rejected, 0, text)
  })
}

function batchEvent({ deviceId, eventId, eventTime }: SentEvent) {
  const event_time = new Date(eventTime).toISOString()
  return { device_id: deviceId, event_id: eventId, event_time, measurements: { temperature: 21.5 } }
}
