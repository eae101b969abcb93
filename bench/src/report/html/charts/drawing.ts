import type { EChartsOption } from 'echarts'

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
  /** The names that its legend can hide and show, none where it needs no legend. */
  readonly legend: readonly string[]
  readonly zooms: boolean
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
