import { capacityDrawing, capacityRows } from './capacity.ts'
import type { Chart } from './chart.ts'
import { costDrawing, costRows } from './cost.ts'
import { cpuDrawing, cpuRows } from './cpu.ts'
import type { ChartTable, Drawing } from './drawing.ts'
import { freshnessDrawing, freshnessRows } from './freshness.ts'
import { latencyDrawing, latencyRows } from './latency.ts'
import type { Look } from './look.ts'
import { timelineDrawing, timelineRows } from './timeline.ts'
import { variationDrawing, variationRows } from './variation.ts'

/** How `chart` is drawn. */
export function draw(chart: Chart, look: Look): Drawing {
  switch (chart.kind) {
    case 'capacity':
      return capacityDrawing(chart, look)
    case 'latency':
      return latencyDrawing(chart, look)
    case 'timeline':
      return timelineDrawing(chart, look)
    case 'cpu':
      return cpuDrawing(chart, look)
    case 'variation':
      return variationDrawing(chart, look)
    case 'freshness':
      return freshnessDrawing(chart, look)
    case 'cost':
      return costDrawing(chart, look)
  }
}

/** The data of `chart` as a table. */
export function tableOf(chart: Chart): ChartTable {
  switch (chart.kind) {
    case 'capacity':
      return capacityRows(chart)
    case 'latency':
      return latencyRows(chart)
    case 'timeline':
      return timelineRows(chart)
    case 'cpu':
      return cpuRows(chart)
    case 'variation':
      return variationRows(chart)
    case 'freshness':
      return freshnessRows(chart)
    case 'cost':
      return costRows(chart)
  }
}
