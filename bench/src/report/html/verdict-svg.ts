import { BarChart, CustomChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Findings } from '../../analysis/findings.ts'
import type { TrialWithReadings } from '../../record/record.ts'
import { capacityDrawing } from './charts/capacity.ts'
import { darkColours, lookFor } from './charts/look.ts'
import { capacityChart } from './data/capacity-chart.ts'
import { escaped } from './markup.ts'
import { pageInput } from './page-input.ts'

const width = 800

/**
 * The picture of the first screen as SVG, without a browser: for a README. It is drawn for a light page; on a dark one a rule for each
 * colour takes its place, so that one file suits both. The same findings and trials give the same bytes.
 */
export function verdictSvg(findings: Findings, trials: readonly TrialWithReadings[]): string {
  use([BarChart, CustomChart, GridComponent, MarkLineComponent, SVGRenderer, TitleComponent])
  const chart = capacityChart(pageInput(findings, trials))
  const look = lookFor(
    findings.cohort.plan.architectures.map(({ name }) => name),
    { dark: false, narrow: false },
  )
  const { option, height } = capacityDrawing(chart, look)
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height })
  const { tooltip: _, ...still } = option
  instance.setOption(still)
  const svg = withoutPointer(instance.renderToSVGString())
  instance.dispose()
  const words = `${chart.title}. ${chart.sentence}`
  return `${svg.replace(/<svg [^>]*>/, (start) => `${labelled(start, words)}\n<title>${escaped(words)}</title>\n<style>\n${darkRules()}\n</style>`)}\n`
}

function labelled(start: string, words: string): string {
  return start.replace('>', ` role="img" aria-label="${escaped(words)}">`)
}

/** Without rules for the pointer: ECharts numbers them through all pictures of a process, so that the second would differ. */
function withoutPointer(svg: string): string {
  return svg.replace(/<style\s*>[\s\S]*?<\/style>/g, '').replace(/ class="zr\d*-cls-\d+"/g, '')
}

function darkRules(): string {
  const rules = darkColours().flatMap(([light, dark]) => [
    `[fill="${light}"] { fill: ${dark} }`,
    `[stroke="${light}"] { stroke: ${dark} }`,
  ])
  return `@media (prefers-color-scheme: dark) {\n${rules.join('\n')}\n}`
}
