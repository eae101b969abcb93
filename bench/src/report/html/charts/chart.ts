import type { CapacityChart } from './capacity.ts'
import type { CostChart } from './cost.ts'
import type { CpuChart } from './cpu.ts'
import type { FreshnessChart } from './freshness.ts'
import type { LatencyChart } from './latency.ts'
import type { TimelineChart } from './timeline.ts'
import type { VariationChart } from './variation.ts'

/** The data of one chart; `kind` says how it is drawn. */
export type Chart =
  | CapacityChart
  | LatencyChart
  | TimelineChart
  | CpuChart
  | VariationChart
  | FreshnessChart
  | CostChart
