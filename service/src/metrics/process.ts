import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { collectDefaultMetrics, type Registry } from 'prom-client'
import { exposeNumber } from './exposition.ts'

/** How often the event loop is looked at. Each look wakes the process: at 20 ms that was some 8 % of a task at a tenth of a core. */
const resolutionMs = 100
/** prom-client has such a look of its own, which cannot be left out. */
const seldomMs = 1000

/** CPU, memory, garbage collection and event loop of this process. */
export function processMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: seldomMs })
  // Of looks so seldom they would say that everything is a second late.
  for (const { name } of registry.getMetricsAsArray()) {
    if (/^nodejs_eventloop_lag_.+_seconds$/.test(name)) registry.removeSingleMetric(name)
  }
  watchDelay(registry)
  watchUtilization(registry)
}

/** Since the last scrape: a figure since the start would hide what happens now. Each look is measured from the one before. */
function watchDelay(registry: Registry): void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  exposeNumber(registry, 'telemark_event_loop_delay_p99_seconds', () => {
    const seconds = Math.max(0, delay.percentile(99) / 1e9 - resolutionMs / 1000)
    delay.reset()
    return seconds
  })
}

function watchUtilization(registry: Registry): void {
  let before = performance.eventLoopUtilization()
  exposeNumber(registry, 'telemark_event_loop_utilization_ratio', () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    return utilization
  })
}
