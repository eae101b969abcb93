/** A statement that every connection prepares once, under its name. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** Columns as PostgreSQL writes them, except integers, which are numbers. */
export type Row = readonly (string | number | null)[]

/** Values as `pg` takes them. */
export type Values = readonly (string | number | bigint | null | Buffer | readonly unknown[])[]
