import type { CellFindings } from '../../../analysis/findings.ts'
import { rate } from '../../figures.ts'
import { markedAmong } from '../../marks.ts'
import { headlineSentences, verdictSentences } from '../../verdict-sentences.ts'
import { sayComponent } from '../../words.ts'
import type { Chart } from '../charts/chart.ts'
import { sayCell, standingOf } from '../data/capacity-chart.ts'
import { figure } from '../figure.ts'
import { html, type Markup, nothing } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import { fileLink } from '../sources.ts'

/** The first screen: the verdict in sentences, the comparison in a table and in one picture. */
export function verdictSection(input: PageInput, capacity: Chart): Markup {
  const { findings } = input
  return html`<section id="verdict" aria-labelledby="verdict-title">
<h2 id="verdict-title">Verdict</h2>
<ul class="verdict">${headlineSentences(findings).map(sentenceItem)}</ul>
<details class="why"><summary>Why, and how sure</summary><ul class="verdict">${verdictSentences(findings).map(sentenceItem)}</ul></details>
${comparison(input)}
${figure(capacity)}
${legendNote}
</section>`
}

const legendNote = html`<p class="note">Each capacity is the highest rate that a plateau held and the lowest that failed (the paler end of its bar), and leads to the records that say so.
<span class="mark best">best</span> by more than the noise, <span class="mark tie">tie</span> where the measurement cannot tell apart, <span aria-hidden="true">✓</span><span class="unseen">check mark</span> holds the target, ~ from a ramp alone; a whisker is the interval over blocks.</p>`

/** What a sentence is about, up to its first colon, stands out. */
function sentenceItem(sentence: string): Markup {
  const colon = sentence.indexOf(': ')
  if (colon < 0 || colon > 60) return html`<li>${sentence}</li>`
  return html`<li><strong>${sentence.slice(0, colon)}</strong>${sentence.slice(colon)}</li>`
}

/** An architecture a row, a workload a column. */
function comparison(input: PageInput): Markup {
  const { findings } = input
  const { workloads, cohort } = findings
  const rows = (workloads[0]?.cells ?? []).map(({ architecture }) => architecture)
  const caption = `Capacity within the SLO, requests a second; target ${rate(cohort.plan.targetRate)}/s`
  return html`<div class="scroll" role="region" aria-label="Table: ${caption}" tabindex="0"><table class="prominent">
<caption>${caption}</caption>
<thead><tr><th scope="col">architecture</th>${workloads.map(({ workload }) => html`<th scope="col">${workload}</th>`)}<th scope="col">limited by</th><th scope="col">answers when</th><th scope="col" class="number">lost</th></tr></thead>
<tbody>
${rows.map((architecture) => comparisonRow(architecture, input))}</tbody>
</table></div>`
}

function comparisonRow(architecture: string, input: PageInput): Markup {
  const { findings } = input
  const cells = findings.workloads.flatMap(({ cells }) =>
    cells.filter((cell) => cell.architecture === architecture),
  )
  const [first] = cells
  if (first === undefined) return nothing
  const events = cells.reduce((sum, { audit }) => sum + audit.acknowledged, 0)
  const lost = cells.reduce((sum, { audit }) => sum + audit.lost, 0)
  const index = findings.cohort.plan.architectures.findIndex(({ name }) => name === architecture)
  return html`<tr${first.rival ? html` class="rival"` : nothing}><th scope="row"><span class="swatch accent-${index % 6}" aria-hidden="true"></span>${markedAmong(architecture, cells)}</th>${cells.map((cell) => capacityData(cell, input))}<td class="short">${limits(cells)}</td><td class="short">${first.acknowledgement}</td><td class="number ${lost > 0 ? 'bad' : ''}">${events === 0 ? '-' : lost}</td></tr>
`
}

function capacityData(cell: CellFindings, { findings, sources }: PageInput): Markup {
  const [file] = sources.ofCapacity(cell)
  const text = sayCell(cell)
  const standing = cell.rival ? undefined : standingOf(cell, findings.verdict.workloads)
  const target =
    cell.holdsTarget === 'yes'
      ? html` <span class="good" aria-hidden="true">✓</span><span class="unseen">holds the target</span>`
      : nothing
  return html`<td class="short">${file === undefined ? text : fileLink(file.record, text)}${target}${standing === undefined ? nothing : html` <span class="mark ${standing}">${standing}</span>`}</td>`
}

/** e.g. `API, PostgreSQL CPU` */
function limits(cells: readonly CellFindings[]): string {
  const found = cells.flatMap(({ bottleneck }) => (bottleneck === undefined ? [] : [bottleneck]))
  const named = [...Map.groupBy(found, ({ resource }) => resource)].map(([resource, limits]) => {
    const parts = [...new Set(limits.map(({ component }) => sayComponent(component)))].join(', ')
    return resource === 'unknown' ? parts : `${parts} ${resource}`
  })
  return named.length === 0 ? '-' : named.join('; ')
}
