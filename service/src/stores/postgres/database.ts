import { Unavailable } from '../../telemetry/unavailable.ts'
import { breaker, lookEveryMs } from '../breaker.ts'
import { type Connection, connect } from './connection.ts'
import { endsConnection, postgresFailure } from './failure.ts'
import { postgresProbe } from './probe.ts'
import type { Row, Statement, Values } from './statement.ts'

/** Limits that make overload an answer instead of a growing queue. */
export interface DatabaseOptions {
  readonly url: string
  readonly poolSize: number
  /** Callers that may wait for a connection; the next one is refused at once. */
  readonly maxWaiting?: number
  /** How long a caller waits for a connection. */
  readonly acquireTimeoutMs?: number
  /** How long PostgreSQL may work on one statement. */
  readonly statementTimeoutMs?: number
  /** Told of each statement that has ended, and how long it took without the wait for a connection. */
  readonly onStatement?: (statement: Statement, ms: number) => void
}

/** A bounded pool of connections. What it throws is `Unavailable`, `NotStorable` or a mistake of ours. */
export interface Database extends AsyncDisposable {
  query(statement: Statement, values: Values): Promise<Row[]>
  /** Runs `work` with a connection of its own, not one of the pool: for long or unprepared work. */
  exclusively<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  readonly poolSize: number
  /** Callers that wait for a connection now. */
  waiting(): number
  /** Connections of the pool now; one that is being made is busy. */
  connections(): { readonly idle: number; readonly busy: number }
}

interface Waiter {
  /** Which look came last. */
  readonly since: number
  readonly resolve: (connection: Connection) => void
  readonly reject: (error: Error) => void
}

/** Opens a pool; connections are made when they are first needed. */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, poolSize, onStatement } = options
  const maxWaiting = options.maxWaiting ?? poolSize * 50
  const acquireTimeoutMs = options.acquireTimeoutMs ?? 700
  const statementTimeoutMs = options.statementTimeoutMs ?? 5000
  const idle: Connection[] = []
  const busy = new Map<Connection, number>()
  let waiters: Waiter[] = []
  let looks = 0
  let open = 0
  let answers = 0
  let closed = false

  const probe = postgresProbe(url)
  const server = breaker({
    probe: probe.ask,
    onOpen() {
      refuseWaiters(new Unavailable('PostgreSQL does not answer'))
      // What is on its way may still be done, and what is idle may be as dead: who asks again gets a new connection.
      for (const connection of [...busy.keys(), ...idle]) connection.destroy()
    },
  })

  // One timer for all: a timer a query costs more than the pool itself. A server that does not answer at all (stopped, or
  // behind a cut network) never reports its own statement timeout: the connection is cut.
  const watch = setInterval(() => {
    // Waiting is counted in looks: while this process stood still, nobody has waited for PostgreSQL.
    looks += 1
    const isLate = ({ since }: Waiter) => (looks - since) * lookEveryMs >= acquireTimeoutMs
    const expired = waiters.filter(isLate)
    waiters = waiters.filter((waiter) => !isLate(waiter))
    for (const waiter of expired) waiter.reject(new Unavailable('No database connection became free in time'))
    const now = performance.now()
    for (const [connection, since] of busy) if (now - since > statementTimeoutMs + 1000) connection.destroy()
    server.look({ answers, owed: open > idle.length })
  }, lookEveryMs)
  watch.unref()

  function acquire(): Connection | Promise<Connection> {
    if (server.isOpen()) throw new Unavailable('PostgreSQL does not answer')
    const connection = idle.pop()
    if (connection !== undefined) return connection
    if (closed) throw new Unavailable('The service is shutting down')
    if (waiters.length >= maxWaiting) throw new Unavailable('The queue for database connections is full')
    // Whichever comes first, a new connection or one that somebody gives back.
    if (open < poolSize) void openOne()
    return new Promise((resolve, reject) => waiters.push({ since: looks, resolve, reject }))
  }

  /** Opens a connection for whoever waits longest by then. */
  async function openOne(): Promise<void> {
    open += 1
    probe.prepare()
    let gone = false
    const created = connect({ url, statementTimeoutMs }, () => {
      if (gone) return
      gone = true
      open -= 1
      void created.then(forget, () => undefined)
    })
    try {
      give(await created)
    } catch (error) {
      if (!gone) open -= 1
      gone = true
      // Nobody else will give one back.
      if (open === 0) refuseWaiters(postgresFailure(error))
    }
  }

  function refuseWaiters(error: Error): void {
    for (const waiter of waiters.splice(0)) waiter.reject(error)
  }

  function forget(connection: Connection): void {
    busy.delete(connection)
    const at = idle.indexOf(connection)
    if (at >= 0) idle.splice(at, 1)
    if (waiters.length > 0 && !closed) void openOne() // a waiter counted on it
  }

  function answered(connection: Connection): void {
    answers += 1
    release(connection)
  }

  function release(connection: Connection): void {
    if (busy.delete(connection)) give(connection) // otherwise it ended meanwhile
  }

  function give(connection: Connection): void {
    const waiter = waiters.shift()
    if (waiter !== undefined) waiter.resolve(connection)
    else if (closed) void connection.end()
    else idle.push(connection)
  }

  return {
    async query(statement, values) {
      try {
        const acquired = acquire()
        const connection = acquired instanceof Promise ? await acquired : acquired
        const since = performance.now()
        busy.set(connection, since)
        const rows = await connection.query(statement, values).catch((error) => {
          // Nobody else may get it; its end counts it out of the pool.
          if (endsConnection(error)) connection.destroy()
          else answered(connection)
          onStatement?.(statement, performance.now() - since)
          throw error
        })
        answered(connection)
        onStatement?.(statement, performance.now() - since)
        return rows
      } catch (error) {
        throw postgresFailure(error)
      }
    },
    async exclusively(work) {
      const connection = await connect({ url, statementTimeoutMs: 0 }, () => undefined).catch((error) => {
        throw postgresFailure(error)
      })
      try {
        return await work(connection)
      } catch (error) {
        throw postgresFailure(error)
      } finally {
        await connection.end()
      }
    },
    poolSize,
    waiting: () => waiters.length,
    connections: () => ({ idle: idle.length, busy: open - idle.length }),
    async [Symbol.asyncDispose]() {
      closed = true
      clearInterval(watch)
      await Promise.all([
        probe[Symbol.asyncDispose](),
        ...[...idle, ...busy.keys()].map((connection) => connection.end()),
      ])
    },
  }
}
