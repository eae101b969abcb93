import type { Admin } from '@platformatic/kafka'
import { inTurn } from '../../concurrency/in-turn.ts'
import type { DeadLetters, Letter } from '../../pipeline/ports.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { deadLetterTopic, replayed } from './dead-letters.ts'
import { type GroupPosition, logPositions } from './group-positions.ts'
import { readLetterHeaders } from './letter-headers.ts'
import type { LoggedMessage, LogReader } from './log-reader.ts'
import type { EventProducer } from './producer.ts'

/** The topic of letters has one: they keep their order. */
const partition = 0

export interface LetterBoxParts {
  readonly admin: Admin
  readonly log: LogReader
  readonly producer: EventProducer
}

/** The dead-letter topic of `topic`. What was dealt with is deleted from it: what lies there is still to be dealt with. */
export function letterBox(topic: string, { admin, log, producer }: LetterBoxParts): DeadLetters {
  const letters = deadLetterTopic(topic)
  const oneAtATime = inTurn()

  async function position(): Promise<GroupPosition> {
    return (await logPositions(admin, letters)).get(partition) ?? { done: 0n, end: 0n }
  }

  async function read(from: bigint): Promise<readonly LoggedMessage[]> {
    return log.read(letters, new Map([[partition, from]]))
  }

  /** Deals with every letter up to `through`; what was dealt with is deleted a chunk at a time. */
  async function dealWith(
    through: bigint | undefined,
    deal: (messages: readonly LoggedMessage[]) => Promise<void>,
  ): Promise<number> {
    const { done, end } = await position()
    const stop = through === undefined || through >= end ? end : through + 1n // not those that come back meanwhile
    let count = 0
    for (let at = done; at < stop; ) {
      const messages = (await read(at)).filter(({ offset }) => offset < stop)
      const last = messages.at(-1)
      if (last === undefined) break
      await deal(messages)
      at = last.offset + 1n
      await remove(at)
      count += messages.length
    }
    return count
  }

  /** Deletes what lies before `offset`; never brings anything back. */
  async function remove(offset: bigint): Promise<void> {
    await admin.deleteRecords({ topics: [{ name: letters, partitions: [{ partition, offset }] }] })
  }

  return {
    browse: ({ from, limit }) =>
      answering(async () => {
        const { done, end } = await position()
        const first = from > done ? from : done
        if (first >= end) return []
        return (await read(first)).slice(0, limit).map(letter)
      }),
    replay: (through) =>
      answering(() =>
        oneAtATime(() =>
          dealWith(through, (messages) => producer.send(messages.map((message) => replayed(message, topic)))),
        ),
      ),
    discard: (through) => answering(() => oneAtATime(() => dealWith(through, async () => undefined))),
  }
}

async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unavailable) throw error
    throw new Unavailable('Kafka does not answer', { cause: error })
  }
}

function letter({ offset, timestamp, key, value, headers }: LoggedMessage): Letter {
  return { offset, at: timestamp, key, value, ...readLetterHeaders(headers) }
}
