import { stripVTControlCharacters } from 'node:util'
import type { Output } from '../context.ts'

/** Lines at the bottom of a terminal that are replaced by the next ones. */
export interface Redrawn {
  /** Prints `above` for good and `block` below it, in place of the block before. */
  draw(above: readonly string[], block: readonly string[]): void
}

const fallback = { columns: 80, rows: 24 }

/** A block taller than the screen could not be taken back: its end is left out. */
export function createRedrawn(out: Output): Redrawn {
  let height = 0
  return {
    draw(above, block) {
      const { columns = fallback.columns, rows = fallback.rows } = out
      const fitting = block.slice(0, Math.max(1, rows - 2)).map((line) => cut(line, columns - 1))
      const back = height === 0 ? '' : `\x1b[${height}A\x1b[0J`
      height = fitting.length
      out.write(`${back}${[...above, ...fitting].map((line) => `${line}\n`).join('')}`)
    },
  }
}

/** A line that wraps would be two on the screen. Colour cannot be cut, so a line too long loses it. */
function cut(line: string, columns: number): string {
  const visible = stripVTControlCharacters(line)
  return visible.length <= columns ? line : visible.slice(0, columns)
}
