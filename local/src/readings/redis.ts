import { Redis } from 'ioredis'
import { type Sample, type Sampler, single } from './sampler.ts'

/** Redis' own statistics over one connection, which is opened again after it was lost. */
export function redisSampler(url: string): Sampler & AsyncDisposable {
  const client = new Redis(url, { maxRetriesPerRequest: 0, connectionName: 'telemark-readings' })
  client.on('error', () => undefined) // each sample fails on its own while the connection is down
  return {
    component: 'redis',
    sample: async () => single(valuesOf(parseInfo(await client.info()))),
    [Symbol.asyncDispose]: async () => client.disconnect(),
  }
}

/** Parses the answer to INFO: `name:value` lines between `# Section` headings. */
export function parseInfo(info: string): ReadonlyMap<string, string> {
  const lines = info.split('\r\n').filter((line) => line.includes(':'))
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
}

function valuesOf(info: ReadonlyMap<string, string>): Sample['values'] {
  return {
    keyspaceHits: Number(info.get('keyspace_hits')),
    keyspaceMisses: Number(info.get('keyspace_misses')),
    evictions: Number(info.get('evicted_keys')),
    usedMemoryBytes: Number(info.get('used_memory')),
    connections: Number(info.get('connected_clients')),
  }
}
