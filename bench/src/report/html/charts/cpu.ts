import type { EChartsOption } from 'echarts'
import { percent } from '../../figures.ts'
import type { ChartTable, ChartWords, Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** How much of its CPU every part used at the capacity of each cell of a workload. */
export interface CpuChart extends ChartWords {
  readonly kind: 'cpu'
  readonly architectures: readonly string[]
  readonly components: readonly string[]
  /** Share by component, then by architecture; `null` where there is no such part or no envelope. */
  readonly shares: readonly (readonly (number | null)[])[]
}

/** The darker a field, the nearer its part is to its end. */
export function cpuDrawing({ architectures, components, shares }: CpuChart, look: Look): Drawing {
  const cells = shares.flatMap((row, component) =>
    row.flatMap((share, architecture) => (share === null ? [] : [{ share, component, architecture }])),
  )
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 84, right: 8, top: 28, bottom: 8 },
    xAxis: {
      type: 'category',
      position: 'top',
      data: [...architectures],
      axisLabel: { color: look.text, interval: 0, fontSize: look.narrow ? 10 : 12 },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...components],
      axisLabel: { color: look.text },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ share, component, architecture }) => ({
          value: [architecture, component, share],
          itemStyle: { color: shade(share, look), borderColor: look.background, borderWidth: 2 },
          label: {
            show: true,
            formatter: look.narrow ? percent(share).replace(' ', '') : percent(share),
            color: textOn(share, look),
          },
        })),
      },
    ],
  }
  return { option, height: 36 + components.length * 32, legend: [], zooms: false }
}

function textOn(share: number, look: Look): string {
  if (share < 0.55) return look.text
  return look.dark ? '#10141b' : '#ffffff'
}

/** One hue in five steps. */
function shade(share: number, look: Look): string {
  const steps = look.dark
    ? ['#1d2632', '#26405b', '#2f5f8c', '#6fb3e6', '#a9d6f7']
    : ['#eef3f8', '#cfe0ee', '#9cc3e0', '#2f74a8', '#0b4f80']
  const step = [0.1, 0.3, 0.55, 0.85].filter((limit) => share >= limit).length
  return steps[step] ?? look.background
}

export function cpuRows({ architectures, components, shares }: CpuChart): ChartTable {
  return {
    columns: ['part', ...architectures],
    rows: components.map((component, index) => [
      component,
      ...architectures.map((_, place) => percent(shares[index]?.[place] ?? undefined)),
    ]),
  }
}
