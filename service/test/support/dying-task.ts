import { composeApi } from '../../src/compose/compose-api.ts'
import { composeConsumer } from '../../src/compose/compose-consumer.ts'
import { readConfig } from '../../src/config.ts'
import { apiServer } from '../../src/http/server.ts'
import { bisect } from '../../src/ingest/bisect.ts'
import { coalesce } from '../../src/ingest/coalesce.ts'
import { consume } from '../../src/ingest/consume.ts'
import { openDatabase } from '../../src/stores/postgres/database.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import type { Accept } from '../../src/telemetry/outcome.ts'
import { untraced } from '../../src/tracing/untraced.ts'

// A task of the service's own parts, one of which kills the process at a moment that a test names: `node dying-task.ts <moment>`.

const config = readConfig(process.env)
const stack = new AsyncDisposableStack()
const never = new AbortController().signal

/** What `work` resolves with is seen by nobody. */
function thenDie<Given extends readonly unknown[], T>(work: (...given: Given) => Promise<T>) {
  return async (...given: Given): Promise<T> => {
    const done = await work(...given)
    process.kill(process.pid, 'SIGKILL')
    return done
  }
}

async function serve(accept: (own: Accept) => Accept): Promise<void> {
  const api = composeApi(config, { stack, tracing: untraced })
  const server = apiServer({ ...api, accept: accept(api.accept) }, { leaving: never })
  process.stdout.write(`${await server.listen({ host: config.host, port: 0 })}\n`)
}

const moments: Readonly<Record<string, () => Promise<void>>> = {
  'api: before the answer': () => serve(thenDie),
  'api: between COMMIT and cache': () => {
    const database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
    return serve(() => thenDie(bisect(postgresStore(database)))) // and nobody tells the cache
  },
  'api: between the COMMIT of a group and the cache': () => {
    const database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
    const limits = {
      name: 'PostgreSQL',
      maxPending: 100,
      maxBatch: 100,
      minIntervalMs: 0,
      waitMs: 9000,
      timeoutMs: 9000,
    }
    return serve(() => coalesce(thenDie(bisect(postgresStore(database))), limits))
  },
  'consumer: between COMMIT and cache': () => {
    const { parts } = composeConsumer(config, { stack, tracing: untraced })
    return consume({ ...parts, store: thenDie(parts.store) }, never) // the cache is told in the next turn
  },
  'consumer: between cache and offsets': () => {
    const { parts } = composeConsumer(config, { stack, tracing: untraced })
    return consume({ ...parts, told: thenDie(parts.told) }, never)
  },
}

await moments[process.argv[2] ?? '']?.()
