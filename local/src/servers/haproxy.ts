import type { Server, ServerOptions } from './server.ts'

export interface HaproxyServer extends Server {
  readonly runtimeSocket: string
}

export async function startHaproxy(_options: ServerOptions<'haproxy'>): Promise<HaproxyServer> {
  throw new Error('not here yet')
}
