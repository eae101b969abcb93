import { join } from 'node:path'
import { runtimeApi } from '../balancer/runtime-api.ts'
import { haproxyConfiguration } from './haproxy-configuration.ts'
import type { Server, ServerOptions } from './server.ts'
import { startServer } from './start-server.ts'

export interface HaproxyServer extends Server {
  /** Path of the Unix socket of its runtime API. */
  readonly runtimeSocket: string
}

/** Starts HAProxy with the empty backend `app`; servers join it through the runtime API. */
export async function startHaproxy(options: ServerOptions<'haproxy'>): Promise<HaproxyServer> {
  const { path, env, version } = options.tools.haproxy
  const runtimeSocket = join(options.run.path, 'haproxy', 'admin.sock')
  const server = await startServer(
    {
      title: 'HAProxy',
      version,
      name: 'haproxy',
      url: (port) => `http://127.0.0.1:${port}`,
      async prepare({ port, write }) {
        const configuration = await write('haproxy.cfg', haproxyConfiguration({ port, runtimeSocket }))
        return { path, args: ['-db', '-f', configuration], env }
      },
      answers: async () => (await runtimeApi(runtimeSocket)('show info')).includes('Version'),
    },
    options,
  )
  return Object.assign(server, { runtimeSocket })
}
