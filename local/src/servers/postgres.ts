import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { defaultSizes } from '@telemark/deployment'
import { Client } from 'pg'
import { launchLine } from '../process/launcher.ts'
import { serverUser } from '../process/server-user.ts'
import { type PostgresSettingsOptions, postgresSettings } from './postgres-settings.ts'
import type { Server, ServerOptions } from './server.ts'
import { startServer } from './start-server.ts'

export interface PostgresOptions
  extends ServerOptions<'postgres'>,
    Pick<PostgresSettingsOptions, 'buffersBytes'> {}

/** `url` leads, with its password, to an empty database that has pg_stat_statements. */
export type PostgresServer = Server

/** The name of both the database and its owner. */
const telemark = 'telemark'
/** The database that initdb makes, to connect to before ours is there. */
const maintenance = 'postgres'

/** Starts PostgreSQL as durable as RDS is: fsync and synchronous commit are on. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { bin, version } = options.tools.postgres
  const memoryBytes = options.memoryBytes ?? defaultSizes.postgres.memoryMiB * 1024 * 1024
  const password = randomBytes(16).toString('hex')
  const url = (port: number, database: string) =>
    `postgres://${telemark}:${password}@127.0.0.1:${port}/${database}`
  await using opened = new AsyncDisposableStack()
  const server = await startServer(
    {
      title: 'PostgreSQL',
      version,
      name: 'postgres',
      url: (port) => url(port, telemark),
      // Fast shutdown: SIGTERM would wait until every client has left.
      stopSignal: 'SIGINT',
      async prepare({ folder, port, write }) {
        const data = join(folder, 'data')
        await initialise({ bin, folder, data, passwordFile: await write('password', password) })
        const buffers = options.buffersBytes === undefined ? {} : { buffersBytes: options.buffersBytes }
        const settings = postgresSettings({ port, memoryBytes, socketFolder: folder, ...buffers })
        const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
        return { path: join(bin, 'postgres'), args: ['-D', data, ...args], env: { TZ: 'UTC' } }
      },
      answers: async ({ port }) => (await query(url(port, maintenance), 'SELECT 1')) === 1,
    },
    options,
  )
  opened.use(server)
  await query(url(server.port, maintenance), `CREATE DATABASE ${telemark}`)
  await query(server.url, 'CREATE EXTENSION pg_stat_statements')
  opened.move()
  return server
}

interface Cluster {
  readonly bin: string
  readonly folder: string
  readonly data: string
  readonly passwordFile: string
}

async function initialise({ bin, folder, data, passwordFile }: Cluster): Promise<void> {
  const options = ['--no-sync', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C']
  const line = [join(bin, 'initdb'), '-D', data, '-U', telemark, `--pwfile=${passwordFile}`, ...options]
  const user = await serverUser()
  const [program = '', ...args] = launchLine(line, user ? { user } : {})
  try {
    await promisify(execFile)(program, args, { cwd: folder, env: { PATH: process.env.PATH, TZ: 'UTC' } })
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string }
    throw new Error(`Cannot start PostgreSQL: initdb failed: ${stderr?.trim() || message}`, { cause })
  }
}

/** Resolves with the number of rows. */
async function query(url: string, sql: string): Promise<number | null> {
  const client = new Client(url)
  client.on('error', () => undefined) // the query rejects too
  try {
    await client.connect()
    return (await client.query(sql)).rowCount
  } finally {
    await client.end()
  }
}
