import type { Config } from '../config.ts'
import type { GroupOptions } from '../stores/kafka/event-consumer.ts'

/** The queue of this configuration, and who consumes it. */
export function kafkaOptions({ kafkaBrokers, kafkaTopic, kafkaGroup }: Config): GroupOptions {
  return { brokers: kafkaBrokers, topic: kafkaTopic, group: kafkaGroup }
}
