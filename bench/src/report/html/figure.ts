import type { Chart } from './charts/chart.ts'
import { html, type Markup } from './markup.ts'

/** A place for a chart, with what it shows in words; the page's script draws it. `level` is that of its heading. */
export function figure(chart: Pick<Chart, 'id' | 'title' | 'sentence'>, level: 2 | 3 = 3): Markup {
  const heading = { markup: `h${level}` }
  return html`<figure class="chart" data-chart="${chart.id}">
<${heading} id="title-${chart.id}">${chart.title}</${heading}>
<div class="legend" role="group" aria-label="Show or hide in: ${chart.title}"></div>
<div class="plot" role="img" aria-label="${chart.title}. ${chart.sentence}"></div>
<figcaption>${chart.sentence}</figcaption>
<div class="tools"></div>
<div class="data"></div>
</figure>`
}

/** One place for several charts, of which one is chosen. */
export function chosenFigure(id: string, label: string, charts: readonly Chart[]): Markup {
  const [first] = charts
  if (first === undefined) return html``
  if (charts.length === 1) return figure(first)
  return html`<p class="choice"><label for="choose-${id}">${label}</label>
<select id="choose-${id}" data-choose="${id}">${charts.map((chart) => html`<option value="${chart.id}">${chart.title}</option>`)}</select></p>
<div data-chosen="${id}">${figure(first)}</div>`
}
