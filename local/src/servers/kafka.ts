import type { Server, ServerOptions } from './server.ts'

export interface KafkaServer extends Server {
  readonly brokers: string
}

export async function startKafka(_options: ServerOptions<'kafka'>): Promise<KafkaServer> {
  throw new Error('not here yet')
}
