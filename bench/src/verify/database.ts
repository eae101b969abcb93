import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'

export type Parameters = Readonly<Record<string, DuckDBValue>>

/** An empty database in memory. Disposing forgets it. */
export interface Database extends Disposable {
  /** Runs statements that take no parameters. */
  define(statements: string): Promise<void>
  run(statement: string, parameters: Parameters): Promise<void>
  /** Numbers have to be DOUBLE or INTEGER: wider ones come as bigint. */
  rows<T>(query: string, parameters: Parameters): Promise<readonly T[]>
}

/** More than the largest file of a cohort takes as columns, and little beside what a comparison itself uses. */
const memory = '512MB'

/** DuckDB, with nothing that reaches beyond this machine: extensions are neither fetched nor loaded. */
export async function openDatabase(): Promise<Database> {
  const { DuckDBInstance } = await import('@duckdb/node-api') // 40 MB of library: only for who asks for it
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  return databaseOn(connection, () => instance.closeSync())
}

function databaseOn(connection: DuckDBConnection, close: () => void): Database {
  return {
    async define(statements) {
      await connection.run(statements)
    },
    async run(statement, parameters) {
      await connection.run(statement, { ...parameters })
    },
    async rows<T>(query: string, parameters: Parameters) {
      const reader = await connection.runAndReadAll(query, { ...parameters })
      return reader.getRowObjectsJS() as T[]
    },
    [Symbol.dispose]() {
      connection.closeSync()
      close()
    },
  }
}
