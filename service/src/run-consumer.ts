import { composeConsumer } from './compose/compose-consumer.ts'
import { type Config, ConfigError } from './config.ts'
import { operationsServer } from './http/server.ts'
import { consume } from './ingest/consume.ts'
import { leaveWithin } from './leave-within.ts'
import { log } from './log/log.ts'
import type { TaskOptions } from './task-options.ts'

/** A consumer task: stores what is enqueued until `signal` aborts, then finishes the batch in flight. */
export async function runConsumer(config: Config, { signal, tracing }: TaskOptions): Promise<void> {
  if (config.architecture.ingest.kind !== 'queued') {
    const { name } = config.architecture
    throw new ConfigError(
      `The role consumer needs an architecture that queues its writes; ${name} does not. Start api alone.`,
    )
  }
  await using stack = new AsyncDisposableStack()
  const task = composeConsumer(config, { stack, tracing })
  const server = operationsServer(task, signal)
  stack.defer(() => server.close())
  const url = await server.listen({ host: config.host, port: config.port })
  log.info({ role: 'consumer', architecture: config.architecture.name, url }, 'Serving')
  signal.addEventListener('abort', () => {
    log.info('Leaving: the batch in flight is finished')
    leaveWithin(9000)
  })
  await consume(task.parts, signal)
}
