import type { ChartTable } from '../charts/drawing.ts'
import { shortText } from '../short-text.ts'
import { element } from './elements.ts'

type Cell = ChartTable['rows'][number][number]

/** A real table in a box that scrolls. */
export function chartTable(title: string, { columns, rows }: ChartTable): HTMLElement {
  const table = element('table', {}, [
    element('caption', {}, [title]),
    element('thead', {}, [
      element(
        'tr',
        {},
        columns.map((column) => element('th', { scope: 'col' }, [column])),
      ),
    ]),
    element(
      'tbody',
      {},
      rows.map((row) => element('tr', {}, row.map(cellOf))),
    ),
  ])
  return element(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': `Chart as a table: ${title}`, tabindex: '0' },
    [table],
  )
}

function cellOf(cell: Cell, index: number): HTMLElement {
  const content = typeof cell === 'object' ? linkTo(cell.file) : String(cell)
  const fold = { class: isShort(content) ? 'short' : 'long' }
  return index === 0 ? element('th', { scope: 'row', ...fold }, [content]) : element('td', fold, [content])
}

function isShort(content: Node | string): boolean {
  return typeof content !== 'string' || content.length <= shortText
}

function linkTo(file: string): Node | string {
  return file === '' ? '-' : element('a', { href: `./${encodeURIComponent(file)}` }, [file])
}
