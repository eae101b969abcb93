import { once } from 'node:events'
import { composeApi } from './compose.ts'
import type { Config } from './config.ts'
import { apiServer } from './http/server.ts'
import { leaveWithin } from './leave-within.ts'
import { keepPartitions } from './maintenance/keep-partitions.ts'
import { standAside } from './stand-aside.ts'

/** An API task: serves until `signal` aborts, then finishes what is in flight. */
export async function runApi(config: Config, signal: AbortSignal): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const api = composeApi(config, stack)
  stack.use(keepPartitions(config))
  const server = apiServer(api, { leaving: signal })
  stack.defer(() => server.close())
  // What is down then is asked for again, a device at a time; readiness says so.
  await api.devices
    .fill()
    .catch((error) => process.stderr.write(`The registry was not read ahead: ${error.message}\n`))
  await server.listen({ host: config.host, port: config.port })
  if (!signal.aborted) await once(signal, 'abort')
  leaveWithin(9000)
  // Ctrl-C, and a platform that has withdrawn the task from its load balancer, send SIGINT: nobody has to notice anything.
  if (signal.reason === 'SIGTERM') await standAside(server)
}
