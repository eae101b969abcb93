import type { Server, ServerOptions } from './server.ts'

export interface RedisServer extends Server {

}

export async function startRedis(_options: ServerOptions<'redisServer'>): Promise<RedisServer> {
  throw new Error('not here yet')
}
