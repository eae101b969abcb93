/** A statement that every connection prepares once, under its name. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** Columns as PostgreSQL writes them. */
export type Row = readonly (string | null)[]

/** Values as `pg` takes them. */
export type Values = readonly (string | number | bigint | null | Buffer | readonly unknown[])[]
