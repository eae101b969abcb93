import type { Measured } from '../../analysis/explorer/explore.ts'
import type { Chart } from './charts/chart.ts'

/** What the page's own script is given, as JSON within the page. */
export interface PageData {
  /** In the order of the plan: it gives each its colour. */
  readonly architectures: readonly string[]
  readonly charts: readonly Chart[]
  /** Absent where nothing was measured that could be asked. */
  readonly explorer?: ExplorerData
}

/** What the explorer starts with. */
export interface ExplorerData {
  readonly measured: Measured
  /** e.g. `p99` */
  readonly percentile: string
  readonly fleet: string
}
