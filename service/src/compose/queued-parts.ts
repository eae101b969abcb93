import { kafkaPipeline } from '../stores/kafka/kafka-pipeline.ts'
import { openProducer, produce } from '../stores/kafka/producer.ts'
import { kafkaOptions } from './kafka-options.ts'
import { minIntervalMs } from './min-interval.ts'
import type { Opened } from './opened.ts'
import type { IngestParts } from './parts.ts'
import { sharedCalls } from './shared-calls.ts'

/** Shorter than a client waits for an answer. */
const timeoutMs = 5000

/** What arrives while one send is on its way goes with the next one, and is answered when every in-sync replica has it. */
export function queuedParts(opened: Opened): IngestParts {
  const { config, metrics, stack, tracing } = opened
  const kafka = kafkaOptions(config)
  const producer = stack.use(openProducer(kafka))
  const enqueue = produce(producer, kafka.topic, tracing.headersOf)
  const traced = tracing.batch({ name: 'send telemetry', kind: 'producer' }, enqueue)
  const accept = metrics.send(traced)
  return {
    accept: sharedCalls(opened, { accept, name: 'Kafka', waitsFor: 'enqueue', minIntervalMs, timeoutMs }),
    // Letters have a producer of their own: a producer sends one batch at a time.
    pipeline: stack.use(kafkaPipeline(kafka, stack.use(openProducer(kafka)))),
    dependencies: [{ name: 'kafka', ping: producer.ping }],
  }
}
