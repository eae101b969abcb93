import { Client } from 'pg'

/**
 * PostgreSQL writes all that it holds in memory, at once; resolves when it has. Harder than what it does by itself, which is spread
 * over minutes: the worst that a checkpoint can do to those who wait.
 */
export async function checkpoint(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'telemark checkpoint' })
  client.on('error', () => undefined) // the statement rejects too
  try {
    await client.connect()
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}
