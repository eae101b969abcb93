import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import type { Servers } from './start-servers.ts'

type Settings = Record<string, string>

/** What each server was told or tells, but for places and ports, which differ from run to run. */
export async function serverSettings({ postgres, redis, kafka, haproxy }: Servers): Promise<Settings> {
  return {
    ...prefixed('HAProxy', haproxySettings(await readBeside(haproxy.log, 'haproxy.cfg'))),
    ...prefixed('PostgreSQL', await postgresSettings(postgres.url)),
    ...(redis && prefixed('Redis', await redisSettings(redis.url))),
    ...(kafka && prefixed('Kafka', kafkaSettings(await readBeside(kafka.log, 'server.properties')))),
  }
}

/** Everything that is not PostgreSQL's default. */
const postgresStatement = `
  select name, setting || coalesce(' ' || unit, '') as value
  from pg_settings
  where source not in ('default', 'override', 'client', 'session')
    and category not in ('File Locations', 'Reporting and Logging / Where to Log')
    and name <> all (array['port', 'unix_socket_directories'])
  order by name`

async function postgresSettings(url: string): Promise<Settings> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; value: string }>(postgresStatement)
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  } finally {
    await client.end()
  }
}

const redisNames = ['maxmemory', 'maxmemory-policy', 'appendonly', 'save']

async function redisSettings(url: string): Promise<Settings> {
  const client = new Redis(url)
  try {
    const answers = await Promise.all(redisNames.map((name) => client.config('GET', name)))
    return Object.fromEntries(answers as [string, string][])
  } finally {
    client.disconnect()
  }
}

const placesOfKafka = /listener|quorum|log\.dirs/

function kafkaSettings(properties: string): Settings {
  const lines = properties.split('\n').filter((line) => line.includes('=') && !placesOfKafka.test(line))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

const placesOfHaproxy = /^(stats|bind|errorfile|log \d)/

function haproxySettings(configuration: string): Settings {
  const lines = configuration.split('\n').map((line) => line.trim())
  return { configuration: lines.filter((line) => line !== '' && !placesOfHaproxy.test(line)).join('; ') }
}

function readBeside(log: string, name: string): Promise<string> {
  return readFile(join(dirname(log), name), 'utf8')
}

function prefixed(server: string, settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${server} ${name}`, value]))
}
