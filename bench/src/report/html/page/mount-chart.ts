import type { Chart } from '../charts/chart.ts'
import { draw, tableOf } from '../charts/draw.ts'
import type { Look } from '../charts/look.ts'
import { chartTable } from './chart-table.ts'
import { init } from './echarts.ts'
import { button } from './elements.ts'
import { fillLegend } from './legend.ts'
import { zoomButtons } from './zoom.ts'

export interface MountedChart {
  redraw(): void
  /** Draws anew where the room has become narrow or wide. */
  resize(): void
  dispose(): void
}

/** Draws `chart` in `figure`, with its legend and buttons. Every control is an element of the page: a keyboard reaches it. */
export function mountChart(figure: HTMLElement, chart: Chart, look: () => Look): MountedChart {
  const plot = partOf(figure, 'plot')
  const first = draw(chart, look())
  plot.style.height = `${first.height}px`
  const instance = init(plot, undefined, { renderer: 'svg' })
  const hidden = new Set<string>()
  const redraw = () => {
    const { option, height, legend } = draw(chart, look())
    plot.style.height = `${height}px`
    const series = [option.series ?? []].flat().filter(({ name }) => !hidden.has(String(name)))
    instance.setOption({ ...option, series }, { notMerge: true })
    instance.resize()
    fillLegend(partOf(figure, 'legend'), { entries: legend, hidden, changed: redraw })
  }
  fillTools(figure, chart, first.zooms ? zoomButtons(instance) : [])
  redraw()
  let width = plot.clientWidth
  let narrow = look().narrow
  return {
    redraw,
    resize() {
      if (plot.clientWidth === width) return
      width = plot.clientWidth
      if (look().narrow === narrow) instance.resize()
      else redraw()
      narrow = look().narrow
    },
    dispose: () => instance.dispose(),
  }
}

function fillTools(figure: HTMLElement, chart: Chart, zooms: readonly HTMLElement[]): void {
  const data = partOf(figure, 'data')
  data.replaceChildren()
  const toggle = button('Show as table', () => {
    const shown = data.childElementCount > 0
    data.replaceChildren(...(shown ? [] : [chartTable(chart.title, tableOf(chart))]))
    toggle.textContent = shown ? 'Show as table' : 'Hide the table'
    toggle.setAttribute('aria-expanded', String(!shown))
  })
  toggle.setAttribute('aria-expanded', 'false')
  toggle.setAttribute('aria-describedby', `title-${chart.id}`)
  partOf(figure, 'tools').replaceChildren(toggle, ...zooms)
}

function partOf(figure: HTMLElement, name: 'plot' | 'legend' | 'tools' | 'data'): HTMLElement {
  const part = figure.querySelector<HTMLElement>(`.${name}`)
  if (part === null) throw new Error(`A chart needs an element of class "${name}".`)
  return part
}
