import type { Server, ServerOptions } from './server.ts'

export interface PostgresServer extends Server {

}

export async function startPostgres(_options: ServerOptions<'postgres'>): Promise<PostgresServer> {
  throw new Error('not here yet')
}
