import { once } from 'node:events'
import { composeApi } from './compose/compose-api.ts'
import type { Config } from './config.ts'
import { apiServer } from './http/server.ts'
import { slowDown } from './ingest/controls/slow-down.ts'
import { leaveWithin } from './leave-within.ts'
import { log } from './log/log.ts'
import { keepPartitions } from './maintenance/keep-partitions.ts'
import { standAside } from './stand-aside.ts'
import type { TaskOptions } from './task-options.ts'

/** An API task: serves until `signal` aborts, then finishes what is in flight. */
export async function runApi(config: Config, { signal, tracing }: TaskOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const api = composeApi(config, { stack, tracing })
  stack.use(keepPartitions(config))
  const { control } = config.architecture
  const server = apiServer(api, {
    leaving: signal,
    ...(control?.kind === 'slower' && { watchRoutes: (app) => slowDown(app, control) }),
  })
  tracing.serve(server)
  stack.defer(() => server.close())
  // What is down then is asked for again, a device at a time; readiness says so.
  await api.devices.fill().catch((error) => log.warn({ err: error }, 'The registry was not read ahead'))
  const url = await server.listen({ host: config.host, port: config.port })
  log.info({ role: 'api', architecture: config.architecture.name, url }, 'Serving')
  if (!signal.aborted) await once(signal, 'abort')
  log.info('Leaving: what is in flight is finished')
  leaveWithin(9000)
  // Ctrl-C, and a platform that has withdrawn the task from its load balancer, send SIGINT: nobody has to notice anything.
  if (signal.reason === 'SIGTERM') await standAside(server)
}
