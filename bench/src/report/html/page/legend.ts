import type { LegendEntry } from '../charts/drawing.ts'
import type { Accent } from '../charts/look.ts'
import { element } from './elements.ts'

export interface LegendOptions {
  readonly entries: readonly LegendEntry[]
  readonly hidden: Set<string>
  readonly changed: () => void
}

/** A button for each name, which hides and shows it. */
export function fillLegend(legend: HTMLElement, { entries, hidden, changed }: LegendOptions): void {
  const focused = document.activeElement?.textContent
  const had = legend.contains(document.activeElement)
  const buttons = entries.map(({ name, accent }) => {
    const made = element('button', { type: 'button', 'aria-pressed': String(!hidden.has(name)) })
    made.append(symbolOf(accent), name)
    made.addEventListener('click', () => {
      if (!hidden.delete(name)) hidden.add(name)
      changed()
    })
    return made
  })
  legend.replaceChildren(...buttons)
  legend.hidden = buttons.length === 0
  if (had) buttons.find(({ textContent }) => textContent === focused)?.focus()
}

const shapes = {
  circle: 'M10 3a5 5 0 1 0 .01 0z',
  rect: 'M5 3h10v10h-10z',
  triangle: 'M10 2l6 11h-12z',
  diamond: 'M10 1l6 7l-6 7l-6-7z',
  roundRect: 'M7 3h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z',
  arrow: 'M10 2l5 12l-5-3l-5 3z',
} as const satisfies Record<Accent['symbol'], string>

function symbolOf({ colour, symbol, dash }: Accent): SVGElement {
  const svg = svgElement('svg', { viewBox: '0 0 20 16', width: '20', height: '16', 'aria-hidden': 'true' })
  const dashes = dash === 'solid' ? {} : { 'stroke-dasharray': dash.join(' ') }
  svg.append(
    svgElement('path', { d: 'M0 8h20', stroke: colour, 'stroke-width': '1.5', ...dashes }),
    svgElement('path', { d: shapes[symbol], fill: colour }),
  )
  return svg
}

function svgElement(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
