import type { Pipeline, PipelineState } from '../../pipeline/ports.ts'
import { openAdmin } from './admin.ts'
import { deadLetterTopic } from './dead-letters.ts'
import type { GroupOptions } from './event-consumer.ts'
import { type GroupPosition, groupPositions, lagOf, logPositions } from './group-positions.ts'
import { letterBox } from './letter-box.ts'
import { openLogReader } from './log-reader.ts'
import type { EventProducer } from './producer.ts'

const unknown: PipelineState = {
  status: 'unknown',
  lag: { events: null, seconds: null },
  deadLetters: null,
  consumers: { tasks: null, state: null },
}

/** The topic, its consumers and its dead letters, as the brokers see them: right whichever task is asked, and whether a consumer runs or not. */
export function kafkaPipeline(options: GroupOptions, producer: EventProducer): Pipeline & AsyncDisposable {
  const admin = openAdmin('telemark-pipeline', options)
  const log = openLogReader(options)
  const letters = deadLetterTopic(options.topic)

  /** Age of the oldest message that is not committed. */
  async function lagSeconds(positions: ReadonlyMap<number, GroupPosition>): Promise<number> {
    const waiting = [...positions].filter(([, { done, end }]) => end > done)
    if (waiting.length === 0) return 0
    const messages = await log.read(
      options.topic,
      new Map(waiting.map(([partition, { done }]) => [partition, done])),
    )
    if (messages.length === 0) return 0
    const oldest = Math.min(...messages.map(({ timestamp }) => timestamp))
    return Math.max(0, (Date.now() - oldest) / 1000)
  }

  async function read(): Promise<PipelineState> {
    const [positions, letterPositions, groups] = await Promise.all([
      groupPositions(admin, options),
      logPositions(admin, letters),
      admin.describeGroups({ groups: [options.group] }),
    ])
    const group = groups.get(options.group)
    return {
      status: 'up',
      lag: { events: lagOf(positions), seconds: await lagSeconds(positions) },
      deadLetters: lagOf(letterPositions),
      consumers: { tasks: group?.members.size ?? 0, state: group?.state ?? null },
    }
  }

  return {
    state: () => read().catch(() => unknown),
    letters: letterBox(options.topic, { admin, log, producer }),
    async [Symbol.asyncDispose]() {
      await Promise.all([admin.close(), log[Symbol.asyncDispose]()])
    },
  }
}
