import { join } from 'node:path'

export interface KafkaPropertiesOptions {
  readonly folder: string
  readonly port: number
  readonly controllerPort: number
  /** Messages after which a partition is forced to disk; never asked for where left out, as Kafka does by default. */
  readonly flushMessages?: number
}

/** A single node: one copy of everything, no waiting for others. */
export function kafkaProperties(options: KafkaPropertiesOptions): string {
  const { folder, port, controllerPort, flushMessages } = options
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'default.replication.factor': 1,
    'min.insync.replicas': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'controlled.shutdown.enable': false,
    ...(flushMessages !== undefined && { 'log.flush.interval.messages': flushMessages }),
  }
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`
}

/** Warnings and what a start says, to stdout: the server's log file. */
export const log4j = `Configuration:
  status: warn
  Appenders:
    Console:
      name: out
      PatternLayout:
        pattern: "%d{ISO8601} %p %c: %m%n"
  Loggers:
    Root:
      level: warn
      AppenderRef:
        ref: out
    Logger:
      - name: kafka.server.KafkaRaftServer
        level: info
`
