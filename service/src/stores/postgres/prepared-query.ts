import pg from 'pg'
import type { Row, Statement, Values } from './statement.ts'

/** What `pg` has of the protocol; its types leave it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Readonly<Record<string, string>>
  parse(statement: Statement): void
  bind(binding: {
    readonly statement: string
    readonly values: Values
    readonly valueMapper: (value: unknown) => unknown
  }): void
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

  submit(connection: unknown): void {
    const wire = connection as Wire
    wire.stream.cork()
    try {
      if (wire.parsedStatements[this.name] === undefined) wire.parse(this)
      wire.bind({ statement: this.name, values: this.#values, valueMapper: prepareValue })
      wire.execute({})
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
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
