import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Deployment, FleetDevice } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import { type SentEvent, sendUntilAcknowledged } from './retrying-client.ts'

const connections = 20
/** Of one connection: the load stays small enough for a machine that does other things too. */
const pauseMs = 15
/** Events are up to so late: latest must not follow the order of arrival. */
const latestByMs = 60_000

/** Devices that write without end. Disposing gives up on what is not acknowledged yet: a test has failed. */
export interface FleetLoad extends AsyncDisposable {
  /** Resolves when `count` more events were acknowledged; rejects when a minute passes without it. */
  acknowledges(count: number): Promise<void>
  /** How many answers had each status; 0: the connection broke. */
  readonly answers: ReadonlyMap<number, number>
  /** Answers that no client should ever see, and refusals that do not say when to come again. */
  readonly wrong: readonly string[]
  /** The slowest refusal, in milliseconds: for the report, not for a verdict. */
  slowestRefusalMs(): number
  /** Resolves when each connection's last event is acknowledged, with all events: every one is acknowledged. */
  stop(): Promise<readonly SentEvent[]>
}

/** Starts devices of the fleet that write on 20 connections until stopped, each retrying until it is acknowledged. */
export function fleetLoad({ url, fleet }: Deployment): FleetLoad {
  const acknowledged: SentEvent[] = []
  const answers = new Map<number, number>()
  const wrong: string[] = []
  let slowest = 0
  let stopped = false
  const givenUp = new AbortController()

  const connection = async () => {
    while (!stopped) {
      const device = fleet[Math.floor(Math.random() * fleet.length)] as FleetDevice
      const event = newEvent(device)
      const status = await sendUntilAcknowledged(url, {
        device,
        event,
        signal: givenUp.signal,
        seen: ({ status, retryAfter, ms, text }) => {
          answers.set(status, (answers.get(status) ?? 0) + 1)
          if (status === 503) slowest = Math.max(slowest, ms)
          if (status === 503 && retryAfter === null) wrong.push(`503 without Retry-After: ${text}`)
        },
      })
      if (status >= 200 && status < 300) acknowledged.push(event)
      else wrong.push(`${status} for ${JSON.stringify(event)}`)
      await delay(pauseMs)
    }
  }
  const running = Array.from({ length: connections }, connection)

  return {
    async acknowledges(count) {
      const wanted = acknowledged.length + count
      await eventually(async () => {
        if (acknowledged.length < wanted)
          throw new Error(
            `${wanted - acknowledged.length} of ${count} events are not acknowledged: ${told(answers)}`,
          )
      })
    },
    answers,
    wrong,
    slowestRefusalMs: () => slowest,
    async stop() {
      stopped = true
      await Promise.all(running)
      return acknowledged
    },
    async [Symbol.asyncDispose]() {
      stopped = true
      givenUp.abort()
      await Promise.allSettled(running)
    },
  }
}

/** `201: 320, 503: 12`. */
export function told(answers: ReadonlyMap<number, number>): string {
  return [...answers].map(([status, count]) => `${status}: ${count}`).join(', ')
}

function newEvent({ deviceId }: FleetDevice): SentEvent {
  return { deviceId, eventId: randomUUID(), eventTime: Date.now() - Math.floor(Math.random() * latestByMs) }
}
