import type { PageData } from '../page-data.ts'
import { chooseCharts } from './choose-charts.ts'
import { startExplorer } from './explorer.ts'
import { createMountedCharts } from './mounted-charts.ts'
import { startTheme } from './theme.ts'

const data = JSON.parse(document.getElementById('page-data')?.textContent ?? '{}') as PageData

const charts = createMountedCharts(data)
const theme = startTheme(() => charts.redraw())
charts.start(theme)
chooseCharts(data.charts, charts)
if (data.explorer !== undefined) startExplorer(data.explorer)

// On a phone the contents would fill the first screen.
const contents = document.querySelector('nav details')
if (window.matchMedia('(max-width: 70rem)').matches) contents?.removeAttribute('open')
