import type { Config } from '../config.ts'
import type { Operations } from '../http/operations/routes.ts'
import { bisect } from '../ingest/bisect.ts'
import type { ConsumeParts } from '../ingest/consume.ts'
import { notifyBehind } from '../ingest/notify.ts'
import { trackProgress } from '../ingest/track-progress.ts'
import { log } from '../log/log.ts'
import { deadLetters } from '../stores/kafka/dead-letters.ts'
import { joinGroup } from '../stores/kafka/event-consumer.ts'
import { lagReader } from '../stores/kafka/lag.ts'
import { openProducer } from '../stores/kafka/producer.ts'
import { postgresStore } from '../stores/postgres/store-events.ts'
import { kafkaOptions } from './kafka-options.ts'
import { type ComposeOptions, openShared } from './opened.ts'
import { postgresDependency } from './postgres-dependency.ts'
import { readParts } from './read-parts.ts'

interface ConsumerTask extends Operations {
  readonly parts: ConsumeParts
}

/** A consumer task: the same store as a direct write's, fed from the topic, and telling the same readers. */
export function composeConsumer(config: Config, options: ComposeOptions): ConsumerTask {
  const opened = openShared(config, options)
  const reading = readParts(config.architecture.read, opened)

  const { database, metrics, stack, tracing } = opened
  const kafka = kafkaOptions(config)
  const producer = stack.use(openProducer(kafka))
  const lag = stack.use(lagReader(kafka))
  const progress = trackProgress(metrics.consumer.consumed)
  metrics.consumer.watch(async () => {
    const events = await lag.events()
    return { events, seconds: progress.lagSeconds(events) }
  })
  const stored = notifyBehind(metrics.store(postgresStore(database)), reading.onStored)
  return {
    parts: {
      join: tracing.consume(() => joinGroup(kafka)),
      store: tracing.batch({ name: 'process telemetry', kind: 'consumer' }, bisect(stored.store)),
      told: stored.told,
      setAside: deadLetters(producer, kafka.topic),
      progress,
      log: (line) => log.warn(line),
    },
    dependencies: [
      postgresDependency(database),
      ...reading.dependencies,
      { name: 'kafka', ping: async () => progress.assertAssigned() },
    ],
    metrics,
  }
}
