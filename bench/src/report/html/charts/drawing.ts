import type { EChartsOption } from 'echarts'
import type { Accent, Look } from './look.ts'

/** What every chart has in words. */
export interface ChartWords {
  readonly id: string
  readonly title: string
  /** What it shows, computed from the data: below it, and in the place of it for who does not see it. */
  readonly sentence: string
}

/** How a kind of chart is drawn and told. */
export interface Drawing {
  readonly option: EChartsOption
  readonly height: number
  /** What its legend can hide and show, by the names of the series; none where it needs no legend. */
  readonly legend: readonly LegendEntry[]
  readonly zooms: boolean
}

export interface LegendEntry {
  readonly name: string
  readonly accent: Accent
}

/** A legend of architectures. */
export function architectureLegend(architectures: readonly string[], look: Look): readonly LegendEntry[] {
  return architectures.map((name) => ({ name, accent: look.accent(name) }))
}

/** The same data as a table. */
export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | FileName)[])[]
}

/** A cell that leads to a file beside the report. */
export interface FileName {
  readonly file: string
}
