import type { Admin } from '@platformatic/kafka'
import type { DeadLetters, Letter } from '../../pipeline/ports.ts'
import { singleFlight } from '../../single-flight.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { deadLetterTopic, replayed } from './dead-letters.ts'
import type { GroupOptions } from './event-consumer.ts'
import { groupPositions, type GroupPosition } from './group-positions.ts'
import type { LoggedMessage, LogReader } from './log-reader.ts'
import type { EventProducer } from './producer.ts'

/** The topic of letters has one: they keep their order. */
const partition = 0

/** Where letters lie, and whose committed offset parts those that were dealt with from the others. */
export function lettersOf({ topic, group }: Pick<GroupOptions, 'topic' | 'group'>) {
  return { topic: deadLetterTopic(topic), group: `${group}-letters` }
}

export interface LetterBoxParts {
  readonly admin: Admin
  readonly log: LogReader
  readonly producer: EventProducer
}

/** The dead-letter topic of `options.topic`. */
export function letterBox(
  { topic, group }: GroupOptions,
  { admin, log, producer }: LetterBoxParts,
): DeadLetters {
  const letters = lettersOf({ topic, group })
  const oneFlight = singleFlight<number>()

  async function position(): Promise<GroupPosition> {
    return (await groupPositions(admin, letters)).get(partition) ?? { done: 0n, end: 0n }
  }

  async function read(from: bigint): Promise<readonly LoggedMessage[]> {
    return log.read(letters.topic, new Map([[partition, from]]))
  }

  /** Deals with every letter up to `through`; what was dealt with is committed a chunk at a time. */
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
      await commit(at)
      count += messages.length
    }
    return count
  }

  async function commit(offset: bigint): Promise<void> {
    const partitionOffsets = [{ partition, offset }]
    await admin.alterConsumerGroupOffsets({
      groupId: letters.group,
      topics: [{ name: letters.topic, partitionOffsets }],
    })
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
        oneFlight('letters', () =>
          dealWith(through, (messages) => producer.send(messages.map((message) => replayed(message, topic)))),
        ),
      ),
    discard: (through) =>
      answering(() => oneFlight('letters', () => dealWith(through, async () => undefined))),
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
  return {
    offset,
    at: timestamp,
    error: headers.error ?? 'unknown',
    source: {
      topic: headers['source-topic'] ?? 'unknown',
      partition: Number(headers['source-partition'] ?? -1),
      offset: headers['source-offset'] ?? 'unknown',
    },
    key,
    value,
    replays: Number(headers.replays ?? 0),
  }
}
