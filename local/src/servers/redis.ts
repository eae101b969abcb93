import { defaultSizes } from '@telemark/deployment'
import { Redis } from 'ioredis'
import type { Server, ServerOptions } from './server.ts'
import { startServer } from './start-server.ts'

export type RedisServer = Server

/** ElastiCache keeps a quarter of a node's memory for everything that is not data. */
const shareForData = 0.75

/** Starts Redis as a cache: nothing on disk, and when it is full the keys used least recently go. */
export async function startRedis(options: ServerOptions<'redisServer'>): Promise<RedisServer> {
  const { path, env, version } = options.tools.redisServer
  const memoryBytes = options.memoryBytes ?? defaultSizes.redis.memoryMiB * 1024 * 1024
  return await startServer(
    {
      title: 'Redis',
      version,
      name: 'redis',
      url: (port) => `redis://127.0.0.1:${port}`,
      prepare: async ({ folder, port }) => ({
        path,
        args: flags({
          bind: '127.0.0.1',
          port,
          dir: folder,
          save: '',
          appendonly: 'no',
          maxmemory: Math.floor(memoryBytes * shareForData),
          'maxmemory-policy': 'allkeys-lru',
        }),
        env,
      }),
      answers: ({ port }) => pings(port),
    },
    options,
  )
}

function flags(settings: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
}

async function pings(port: number): Promise<boolean> {
  const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined) // connect rejects too
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } finally {
    client.disconnect()
  }
}
