import { connect } from './connection.ts'
import { isTooManyConnections } from './failure.ts'

const timeoutMs = 1000

/**
 * Resolves when PostgreSQL answers on a connection of its own, rejects after a second: what is slow because of its data or its disk
 * answers, what is stopped or cut off does not.
 */
export async function probePostgres(url: string): Promise<void> {
  const late = AbortSignal.timeout(timeoutMs)
  const options = { url, statementTimeoutMs: timeoutMs, connectTimeoutMs: timeoutMs }
  try {
    const connection = await connect(options, () => undefined)
    const giveUp = () => connection.destroy()
    late.addEventListener('abort', giveUp)
    await connection.query({ name: 'probe', text: 'SELECT 1' }, []).finally(giveUp)
    late.removeEventListener('abort', giveUp)
  } catch (error) {
    if (!isTooManyConnections(error)) throw error // a full server is alive
  }
}
