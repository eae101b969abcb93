import type { WriteStream } from 'node:tty'

/** Where a command writes to, and what tells it to stop. */
export interface Context {
  readonly out: Output
  readonly err: Output
  readonly signal: AbortSignal
}

/** A terminal, a pipe or a file. */
export type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>>
