import type { Chart } from '../charts/chart.ts'
import { lookFor } from '../charts/look.ts'
import type { PageData } from '../page-data.ts'
import { type MountedChart, mountChart } from './mount-chart.ts'
import type { Theme } from './theme.ts'

/** All charts that stand in the page. */
export interface MountedCharts {
  /** Draws every chart that has a place. */
  start(theme: Theme): void
  /** Puts `chart` into `figure`, in the place of another. */
  put(figure: HTMLElement, chart: Chart): void
  redraw(): void
}

const narrowWidth = 560

export function createMountedCharts({ architectures, charts }: PageData): MountedCharts {
  const mounted = new Map<HTMLElement, MountedChart>()
  let dark = () => false
  const lookAt = (figure: HTMLElement) =>
    lookFor(architectures, { dark: dark(), narrow: figure.clientWidth < narrowWidth })
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) mounted.get(target as HTMLElement)?.resize()
  })
  const put = (figure: HTMLElement, chart: Chart) => {
    mounted.get(figure)?.dispose()
    mounted.set(
      figure,
      mountChart(figure, chart, () => lookAt(figure)),
    )
    resized.observe(figure)
  }
  return {
    start(theme) {
      dark = theme.isDark
      for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
        const chart = charts.find(({ id }) => id === figure.dataset.chart)
        if (chart !== undefined) put(figure, chart)
      }
    },
    put,
    redraw() {
      for (const chart of mounted.values()) chart.redraw()
    },
  }
}
