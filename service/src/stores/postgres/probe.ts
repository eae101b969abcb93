import { type Connection, connect } from './connection.ts'
import { isTooManyConnections } from './failure.ts'

const timeoutMs = 1000
const question = { name: 'probe', text: 'SELECT 1' }

/** Asks PostgreSQL something trivial: what is slow because of its data or its disk answers, what is stopped or cut off does not. */
export interface PostgresProbe extends AsyncDisposable {
  /** Connects, if it is not connected: a server that is out of CPU takes several times as long for that as for the question (doc/decisions/0026). */
  prepare(): void
  /** Resolves when PostgreSQL answers, rejects after a second. */
  ask(): Promise<void>
}

/** A probe with a connection of its own, made when it is first needed, and kept. */
export function postgresProbe(url: string): PostgresProbe {
  let kept: Promise<Connection> | undefined

  function connected(): Promise<Connection> {
    if (kept !== undefined) return kept
    const forget = () => {
      if (kept === made) kept = undefined
    }
    const made = connect({ url, statementTimeoutMs: timeoutMs, connectTimeoutMs: timeoutMs }, forget)
    made.catch(forget)
    kept = made
    return made
  }

  return {
    prepare: () => void connected().catch(() => undefined), // whoever asks is told
    async ask() {
      try {
        const connection = await connected()
        const late = setTimeout(() => connection.destroy(), timeoutMs)
        await connection.query(question, []).finally(() => clearTimeout(late))
      } catch (error) {
        if (!isTooManyConnections(error)) throw error // a full server is alive
      }
    },
    async [Symbol.asyncDispose]() {
      await kept?.then(
        (connection) => connection.end(),
        () => undefined,
      )
    },
  }
}
