import { once } from 'node:events'
import type { ConsumedMessage, EventConsumer } from '../../src/stores/kafka/event-consumer.ts'
import { eventOf } from './events.ts'

/** A membership that hands out one message a batch, with the offsets 0 to `count` - 1, and tells `onCommit` which was committed. */
export function scriptedConsumer(count: number, onCommit: (offset: number) => void): EventConsumer {
  let next = 0
  return {
    arrived: () => count - next,
    answersAtOnce: () => next < count,
    async next(_, signal) {
      if (next === count && !signal.aborted) await once(signal, 'abort')
      if (signal.aborted) return undefined
      next += 1
      return [messageOf(next - 1)]
    },
    commit: async (messages) => messages.forEach(({ offset }) => void onCommit(Number(offset))),
    isAssigned: () => true,
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function messageOf(offset: number): ConsumedMessage {
  const timestamp = BigInt(Date.now())
  const value = { bytes: undefined, event: eventOf() }
  return {
    topic: 'telemetry',
    partition: 0,
    offset: BigInt(offset),
    timestamp,
    key: undefined,
    headers: new Map(),
    value,
  }
}
