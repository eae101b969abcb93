import { join } from 'node:path'
import { runtimeApi } from '../balancer/runtime-api.ts'
import { receiveTimings, type TimingsReceiver } from '../balancer/timings.ts'
import { haproxyConfiguration } from './haproxy-configuration.ts'
import type { Server, ServerOptions } from './server.ts'
import { startServer } from './start-server.ts'

export interface HaproxyServer extends Server, Pick<TimingsReceiver, 'timings'> {
  /** Path of the Unix socket of its runtime API. */
  readonly runtimeSocket: string
}

/** Starts HAProxy with the empty backend `app`; servers join it through the runtime API. */
export async function startHaproxy(options: ServerOptions<'haproxy'>): Promise<HaproxyServer> {
  const { path, env, version } = options.tools.haproxy
  const runtimeSocket = join(options.run.path, 'haproxy', 'admin.sock')
  await using opened = new AsyncDisposableStack()
  const receiver = opened.use(await receiveTimings())
  const server = await startServer(
    {
      title: 'HAProxy',
      version,
      name: 'haproxy',
      url: (port) => `http://127.0.0.1:${port}`,
      async prepare({ port, write }) {
        const configuration = await write(
          'haproxy.cfg',
          haproxyConfiguration({ port, runtimeSocket, timingsPort: receiver.port }),
        )
        return { path, args: ['-db', '-f', configuration], env }
      },
      answers: async () => (await runtimeApi(runtimeSocket)('show info')).includes('Version'),
    },
    options,
  )
  opened.defer(server[Symbol.asyncDispose].bind(server))
  const kept = opened.move()
  return Object.assign(server, {
    runtimeSocket,
    timings: receiver.timings,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  })
}
