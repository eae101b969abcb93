import { capacityTable } from '../../tables/capacity-table.ts'
import { claimsTable } from '../../tables/claims-table.ts'
import { latencyTable } from '../../tables/latency-table.ts'
import { loadsTable } from '../../tables/loads-table.ts'
import { partsTable } from '../../tables/parts-table.ts'
import { predictionTable } from '../../tables/prediction-table.ts'
import { stressTable } from '../../tables/stress-table.ts'
import type { Charts } from '../charts-of.ts'
import { chosenFigure, figure } from '../figure.ts'
import { htmlTable } from '../html-table.ts'
import { html } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import { recordLinks } from '../sources.ts'
import { auditSection } from './audit.ts'
import { bottleneckSection } from './bottleneck.ts'
import { conditionsSection } from './conditions.ts'
import { durabilitySection } from './durability.ts'
import { explorerSection } from './explorer.ts'
import { cellLinks, runLinks } from './links.ts'
import type { Section } from './section.ts'
import { warningsSection } from './warnings.ts'

/** Everything below the verdict, in the order of reading; what has no data is left out. */
export function sectionsOf(input: PageInput, charts: Charts): readonly Section[] {
  const { findings } = input
  return [
    warningsSection(input),
    explorerSection(charts.explorer),
    latencySection(input, charts),
    rampSection(charts),
    capacitySection(input),
    claimsSection(input),
    costSection(charts),
    freshnessSection(charts),
    smoothnessSection(charts),
    stressSection(input, charts),
    auditSection(input),
    bottleneckSection(input, charts.cpu),
    partsSection(input),
    predictionSection(input),
    durabilitySection(findings),
    loadsSection(input),
    conditionsSection(findings),
  ].filter((section) => section !== undefined)
}

function latencySection(input: PageInput, { latency }: Charts): Section | undefined {
  const tables = input.findings.workloads.map((workload) => ({ workload, table: latencyTable(workload) }))
  const known = tables.filter(({ table }) => table.rows.length > 0)
  if (known.length + latency.length === 0) return undefined
  return {
    id: 'latency',
    title: 'Latency against rate',
    body: html`<p>Faint dots are single seconds of ramps; markers are plateaus of 10 seconds and more, filled where they passed, hollow where they failed or do not count.</p>
<div class="charts">${latency.map((chart) => figure(chart))}</div>
<details><summary>Latency and failures in figures</summary>
${known.map(({ workload, table }) => htmlTable(table, { links: cellLinks(table, input, workload.workload) }))}</details>`,
  }
}

function rampSection({ ramps }: Charts): Section | undefined {
  if (ramps.length === 0) return undefined
  return {
    id: 'ramp',
    title: 'The ramp over time',
    body: html`<p>What was offered and answered, and under it what every part did at the same moment, with all tasks running.</p>
${chosenFigure('ramp', 'Ramp of', ramps)}`,
  }
}

function capacitySection(input: PageInput): Section {
  const { findings } = input
  return {
    id: 'capacity',
    title: 'Capacity',
    body: html`${findings.workloads.map((workload) => {
      const table = capacityTable(findings, workload)
      const cells = workload.cells
      const links = table.rows.map(([first]) => {
        const cell = cells.find(({ architecture }) => architecture === first?.text)
        return recordLinks(cell === undefined ? [] : input.sources.ofCapacity(cell))
      })
      return htmlTable(table, { links })
    })}`,
  }
}

function claimsSection({ findings }: PageInput): Section | undefined {
  const table = claimsTable(findings)
  if (table.rows.length === 0) return undefined
  return { id: 'claims', title: 'Claims, kept or not', body: htmlTable(table) }
}

function costSection({ cost }: Charts): Section | undefined {
  return cost && { id: 'cost', title: 'Cost against capacity', body: figure(cost) }
}

function freshnessSection({ freshness }: Charts): Section | undefined {
  if (freshness.length === 0) return undefined
  return {
    id: 'freshness',
    title: 'Freshness under load',
    body: html`<p>Devices that nothing else asks for are read once, at a fixed delay after they sent. Pooled over the loads that passed.</p>
<div class="charts">${freshness.map((chart) => figure(chart))}</div>`,
  }
}

function smoothnessSection({ variation }: Charts): Section | undefined {
  if (variation === undefined) return undefined
  return {
    id: 'smoothness',
    title: 'Smoothness of ingestion',
    body: html`<p>Standard deviation of the rows committed in a second over their mean: 0 is perfectly even.</p>
${figure(variation)}`,
  }
}

function stressSection(input: PageInput, { stress }: Charts): Section | undefined {
  const table = stressTable(input.findings)
  if (table.rows.length === 0) return undefined
  return {
    id: 'stress',
    title: 'Stress: the autoscaler live',
    body: html`${chosenFigure('stress', 'Stress load of', stress)}
${htmlTable(table, { links: cellLinks(table, input) })}`,
  }
}

function partsSection(input: PageInput): Section | undefined {
  const tables = input.findings.workloads
    .map(partsTable)
    .filter(({ columns, rows }) => columns.length > 1 && rows.length > 0)
  if (tables.length === 0) return undefined
  return {
    id: 'parts',
    title: 'What the parts did at capacity',
    body: html`${tables.map((table) => htmlTable(table))}`,
  }
}

function predictionSection(input: PageInput): Section | undefined {
  const table = predictionTable(input.findings)
  if (table.rows.length === 0) return undefined
  return {
    id: 'prediction',
    title: 'Predicted against measured',
    body: htmlTable(table, { links: cellLinks(table, input) }),
  }
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
