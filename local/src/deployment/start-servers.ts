import type { ComponentKind } from '@telemark/architecture'
import type { Sizes, Tuning } from '@telemark/deployment'
import { ensureTools } from '../install/ensure-tools.ts'
import type { Command } from '../install/tools.ts'
import { toolsFor } from '../install/tools-for.ts'
import { parallelDisposal } from '../parallel-disposal.ts'
import type { Run } from '../process/run-folder.ts'
import { type HaproxyServer, startHaproxy } from '../servers/haproxy.ts'
import { type KafkaServer, startKafka } from '../servers/kafka.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'
import type { Server } from '../servers/server.ts'
import { settleAll } from '../settle-all.ts'

/** The servers of one architecture; disposing stops all of them at once. */
export interface Servers extends AsyncDisposable {
  readonly haproxy: HaproxyServer
  readonly postgres: PostgresServer
  readonly redis: RedisServer | undefined
  readonly kafka: KafkaServer | undefined
  readonly k6: Command
}

export interface ServersOptions {
  readonly run: Run
  readonly needed: readonly ComponentKind[]
  readonly sizes: Sizes
  readonly cpus: readonly number[]
  /** Of the load balancer; a free one where left out. */
  readonly port?: number
  readonly tuning?: Tuning
  report(line: string): void
}

/** Starts what is needed, all at once. When one does not start, those that did are stopped again. */
export async function startServers(options: ServersOptions, signal: AbortSignal): Promise<Servers> {
  const { run, needed, sizes, cpus, port, report, tuning = {} } = options
  const tools = await ensureTools([...toolsFor(needed), 'k6'], report, signal)
  signal.throwIfAborted()
  await using started = parallelDisposal()
  const begin = async <T extends Server>(name: string, starting: Promise<T>): Promise<T> => {
    const server = started.use(await starting)
    report(`${name} ${server.version} is ready`)
    return server
  }
  const memory = (size: { memoryMiB: number }) => ({ memoryBytes: size.memoryMiB * 1024 * 1024 })
  const common = { run, tools, cpus }
  const { kafkaFlushMessages: flushMessages, databaseBuffersMiB } = tuning
  const flush = flushMessages === undefined ? {} : { flushMessages }
  const buffers = databaseBuffersMiB === undefined ? {} : { buffersBytes: databaseBuffersMiB * 1024 * 1024 }
  report(`Starting ${needed.filter((kind) => kind !== 'api' && kind !== 'consumer').join(', ')}`)
  const [haproxy, postgres, redis, kafka] = await settleAll([
    begin('HAProxy', startHaproxy({ ...common, ...(port === undefined ? {} : { port }) })),
    begin('PostgreSQL', startPostgres({ ...common, ...memory(sizes.postgres), ...buffers })),
    needed.includes('redis') ? begin('Redis', startRedis({ ...common, ...memory(sizes.redis) })) : undefined,
    needed.includes('kafka')
      ? begin('Kafka', startKafka({ ...common, ...memory(sizes.kafka), ...flush }))
      : undefined,
  ])
  const kept = started.move()
  return {
    haproxy,
    postgres,
    redis,
    kafka,
    k6: tools.k6,
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  }
}
