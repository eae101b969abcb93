import { folderBytes } from './folder-bytes.ts'
import type { KafkaOffsets } from './kafka-offsets.ts'
import { type Sampler, single } from './sampler.ts'

/** The backlog of the consumer group, what was ever enqueued, and the size of the log on disk. */
export function kafkaSampler(offsets: KafkaOffsets, logFolder: string): Sampler {
  return {
    component: 'kafka',
    sample: async () => {
      const [{ enqueued, backlog }, logBytes] = await Promise.all([offsets.read(), folderBytes(logFolder)])
      return single({ eventsEnqueued: enqueued, lagEvents: backlog, logBytes })
    },
  }
}
