import { openAdmin } from './admin.ts'
import type { GroupOptions } from './event-consumer.ts'
import { groupPositions, lagOf } from './group-positions.ts'

/** Reads how far the consumer group is behind. */
export interface LagReader extends AsyncDisposable {
  /**
   * Events in the topic whose offset the group has not committed, whichever task will consume them.
   * While Kafka is down, the last known number; throws when there is none.
   */
  events(): Promise<number>
}

/** Asks the brokers, so that it is right also before the first partition is assigned. */
export function lagReader(group: GroupOptions): LagReader {
  const admin = openAdmin('telemark-lag', group)
  let last: number | undefined
  return {
    async events() {
      try {
        last = lagOf(await groupPositions(admin, group))
      } catch (error) {
        if (last === undefined) throw error // 0 would say that everything is stored
      }
      return last
    },
    async [Symbol.asyncDispose]() {
      await admin.close()
    },
  }
}
