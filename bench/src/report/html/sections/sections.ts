import type { Table } from '../../table.ts'
import { loadsTable } from '../../tables/loads-table.ts'
import type { Charts } from '../charts-of.ts'
import { chosenFigure, figure } from '../figure.ts'
import { htmlTable } from '../html-table.ts'
import { html, type Markup } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import { auditSection } from './audit.ts'
import { bottleneckSection } from './bottleneck.ts'
import { conditionsSection } from './conditions.ts'
import { durabilitySection } from './durability.ts'
import { explorerSection } from './explorer.ts'
import { capacityLinks, cellLinks, runLinks } from './links.ts'
import { type PlacedTables, placeTables } from './place-tables.ts'
import type { Section } from './section.ts'
import { warningsSection } from './warnings.ts'

/** Everything below the verdict, in the order of reading; what has no data is left out. */
export function sectionsOf(input: PageInput, charts: Charts): readonly Section[] {
  const { findings } = input
  const tables = placeTables(findings)
  const linked = (place: Parameters<PlacedTables['of']>[0]) =>
    tables.of(place).map((table) => htmlTable(table, { links: cellLinks(table, input) }))
  return [
    warningsSection(input),
    section('flips', 'What would change the winner', linked('flips')),
    explorerSection(charts.explorer),
    latencySection(tables, charts, input),
    rampSection(charts),
    capacitySection(tables, input),
    section('claims', 'Claims, kept or not', linked('claims')),
    section('cost', 'Cost against capacity', [...figures(charts.cost), ...linked('cost')]),
    section('freshness', 'Freshness under load', [...charted(charts.freshness), ...linked('freshness')]),
    section('smoothness', 'Smoothness of ingestion', [
      ...(charts.variation ? [variationIntroduction] : []),
      ...figures(charts.variation),
      ...linked('smoothness'),
    ]),
    section('stress', 'Stress: the autoscaler live', [
      ...(charts.stress.length > 0 ? [chosenFigure('stress', 'Stress load of', charts.stress)] : []),
      ...linked('stress'),
    ]),
    auditSection(input),
    bottleneckSection(charts.cpu, linked('bottleneck')),
    section(
      'parts',
      'What the parts did at capacity',
      folded('One table for each workload', linked('parts')),
    ),
    section('prediction', 'Predicted against measured', linked('prediction')),
    section('further', 'Further measurements', linked('further')),
    durabilitySection(findings),
    loadsSection(input),
    conditionsSection(findings),
  ].filter((found) => found !== undefined)
}

/** Nothing where there is nothing to show. */
function section(id: string, title: string, parts: readonly Markup[]): Section | undefined {
  return parts.length === 0 ? undefined : { id, title, body: html`${parts}` }
}

function figures(chart: Parameters<typeof figure>[0] | undefined): readonly Markup[] {
  return chart === undefined ? [] : [figure(chart)]
}

/** Side by side where there is room. */
function charted(charts: readonly Parameters<typeof figure>[0][]): readonly Markup[] {
  return charts.length === 0 ? [] : [html`<div class="charts">${charts.map((chart) => figure(chart))}</div>`]
}

function folded(summary: string, parts: readonly Markup[]): readonly Markup[] {
  return parts.length === 0 ? [] : [html`<details><summary>${summary}</summary>${parts}</details>`]
}

const variationIntroduction = html`<p>Standard deviation of the rows committed in a second over their mean: 0 is perfectly even.</p>`

function latencySection(tables: PlacedTables, { latency }: Charts, input: PageInput): Section | undefined {
  const known = tables.of('latency')
  const parts = [
    ...(latency.length > 0 ? [latencyIntroduction] : []),
    ...charted(latency),
    ...folded(
      'Latency and failures in figures',
      known.map((table) => htmlTable(table, { links: cellLinks(table, input, workloadOf(table, input)) })),
    ),
  ]
  return section('latency', 'Latency against rate', parts)
}

const latencyIntroduction = html`<p>Faint dots are single seconds of ramps; markers are plateaus of 10 seconds and more, filled where they passed, hollow where they failed or do not count.</p>`

function rampSection({ ramps }: Charts): Section | undefined {
  if (ramps.length === 0) return undefined
  return {
    id: 'ramp',
    title: 'The ramp over time',
    body: html`<p>What was offered and answered, and under it what every part did at the same moment, with all tasks running.</p>
${chosenFigure('ramp', 'Ramp of', ramps)}`,
  }
}

function capacitySection(tables: PlacedTables, input: PageInput): Section | undefined {
  const known = tables.of('capacity')
  return section(
    'capacities',
    'Capacity',
    known.map((table) => htmlTable(table, { links: capacityLinks(table, input, workloadOf(table, input)) })),
  )
}

/** Tables of one workload begin with its name. */
function workloadOf({ title }: Table, { findings }: PageInput): string | undefined {
  return findings.workloads.find(({ workload }) => title.startsWith(`${workload}:`))?.workload
}

function loadsSection(input: PageInput): Section | undefined {
  const table = loadsTable(input.findings)
  if (table.rows.length === 0) return undefined
  return {
    id: 'loads',
    title: 'Every load',
    body: html`<details><summary>All ${table.rows.length} loads, also those that do not count</summary>
${htmlTable(table, { links: runLinks(table, input) })}</details>`,
  }
}
