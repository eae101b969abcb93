import type { Chart } from '../charts/chart.ts'
import { figure } from '../figure.ts'
import { html, type Markup, nothing } from '../markup.ts'
import type { Section } from './section.ts'

/** What ended each cell, and the readings that say so. */
export function bottleneckSection(charts: readonly Chart[], tables: readonly Markup[]): Section | undefined {
  if (tables.length + charts.length === 0) return undefined
  return {
    id: 'bottleneck',
    title: 'The bottleneck',
    body: html`${charts.length === 0 ? nothing : html`<div class="charts">${charts.map((chart) => figure(chart))}</div>`}${tables}`,
  }
}
