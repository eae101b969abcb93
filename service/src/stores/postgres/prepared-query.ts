import pg from 'pg'
import type { Row, Statement, Values } from './statement.ts'

/** What `pg` has of the protocol; its types leave it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Readonly<Record<string, string>>
  parse(statement: Statement): void
  bind(binding: { readonly statement: string; readonly values: readonly unknown[] }): void
  execute(options: Readonly<Record<string, never>>): void
  sync(): void
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils

/**
 * One execution of a prepared statement. `pg`'s own class asks PostgreSQL to describe the rows each time, and copies options;
 * that was a quarter of what a read costs the API (doc/decisions/0013). Here every column is taken as text.
 */
export class PreparedQuery implements pg.Submittable {
  readonly name: string
  readonly text: string
  readonly #values: Values
  readonly #rows: Row[] = []
  readonly #settled = Promise.withResolvers<Row[]>()

  constructor({ name, text }: Statement, values: Values) {
    this.name = name
    this.text = text
    this.#values = values
  }

  get rows(): Promise<Row[]> {
    return this.#settled.promise
  }

  /** Returns what keeps it from being sent: `pg` goes on with the next query then. */
  submit(connection: unknown): Error | null {
    const wire = connection as Wire
    let values: readonly unknown[]
    try {
      values = this.#values.map(prepareValue)
    } catch (error) {
      return error as Error
    }
    wire.stream.cork()
    try {
      if (wire.parsedStatements[this.name] === undefined) wire.parse(this)
      wire.bind({ statement: this.name, values })
      wire.execute({})
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  handleDataRow({ fields }: { readonly fields: Row }): void {
    this.#rows.push(fields)
  }

  handleError(error: Error): void {
    this.#settled.reject(error)
  }

  handleReadyForQuery(): void {
    this.#settled.resolve(this.#rows)
  }

  handleCommandComplete(): void {
    // how many rows is known
  }
}
