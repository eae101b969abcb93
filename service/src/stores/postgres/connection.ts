import pg from 'pg'
import { PreparedQuery } from './prepared-query.ts'
import type { Row, Statement, Values } from './statement.ts'

/** What a connection needs to know. */
export interface ConnectionOptions {
  readonly url: string
  readonly statementTimeoutMs: number
  /** 2000 where left out. */
  readonly connectTimeoutMs?: number
}

/** One connection. A query that fails without an SQLSTATE, or `destroy`, ends it. */
export interface Connection {
  query(statement: Statement, values: Values): Promise<Row[]>
  /** Several statements without values, as one script. */
  script(text: string): Promise<void>
  destroy(): void
  end(): Promise<void>
}

/** Connects once; `onEnd` is called when the connection is gone, whoever ended it. */
export async function connect(options: ConnectionOptions, onEnd: () => void): Promise<Connection> {
  const client = new pg.Client({
    connectionString: options.url,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2000,
    statement_timeout: options.statementTimeoutMs,
    application_name: 'telemark',
    keepAlive: true,
  })
  client.on('error', onEnd) // between queries; a query that runs rejects by itself
  client.on('end', onEnd)
  await client.connect()
  return {
    query: (statement, values) => client.query(new PreparedQuery(statement, values)).rows,
    async script(text) {
      await client.query(text)
    },
    destroy: () => client.connection.stream.destroy(),
    end: () => client.end(),
  }
}
