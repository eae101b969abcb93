import { componentKinds } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import type { Workload } from '../plan/workload.ts'
import type { ReadingsView } from '../readings/readings-view.ts'
import type { Observed } from './at-rate.ts'
import { cpuUse, ratio } from './cpu-use.ts'
import type { Parts } from './findings.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'
import { peakLagSecondsOf, peakTasksOf } from './peaks.ts'

const observedComponents = [...componentKinds, 'loadGenerator'] as const

/** What every part did in `view`, with the peaks over all loads of the cell. */
export function partsOf(
  { view, generatorCpuShare }: Observed,
  observations: readonly Observation[],
  { mix }: Workload,
): Parts {
  const [writes, reads] = [mix.write > 0, mix.latest + mix.fleet > 0]
  return {
    cpu: byComponent((component) => cpuUse(view, component)),
    memoryBytes: byComponent((component) => view.peak(component, 'memoryBytes')),
    memoryShare: byComponent((component) =>
      ratio(view.peak(component, 'memoryBytes'), view.peak(component, 'memoryLimitBytes')),
    ),
    ...known(apiParts(view)),
    ...known(postgresParts(view)),
    ...known(writes ? updateParts(view) : {}),
    // Writers look keys up as well.
    ...known(reads ? { redisHitShare: hitShare(view, 'redis', 'keyspaceHits', 'keyspaceMisses') } : {}),
    generatorCpuShare,
    ...peaks(observations),
  }
}

/** Coefficient of variation (standard deviation / mean) of rows committed a second; undefined below 3 seconds. */
function committedVariation(view: ReadingsView): number | undefined {
  const steps = view.steps('postgres', 'rowsUpdated')
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length
  if (steps.length < 3 || mean === 0) return undefined
  const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / (steps.length - 1)
  return Math.sqrt(variance) / mean
}

function apiParts(view: ReadingsView) {
  const delaySeconds = view.peak('api', 'eventLoopDelayP99Seconds')
  return {
    eventLoopDelayP99Ms: delaySeconds === undefined ? undefined : delaySeconds * 1000,
    poolWaitingPeak: view.peak('api', 'poolWaiting'),
  }
}

function postgresParts(view: ReadingsView) {
  return {
    connectionsPeak: view.peak('postgres', 'connections'),
    readsPerSecond: view.rate('postgres', 'readOperations'),
    writesPerSecond: view.rate('postgres', 'writeOperations'),
    fsyncsPerSecond: view.rate('postgres', 'fsyncOperations'),
    transactionsPerSecond: view.rate('postgres', 'transactions'),
    walBytesPerSecond: view.rate('postgres', 'walBytes'),
    postgresHitShare: hitShare(view, 'postgres', 'blocksHit', 'blocksRead'),
  }
}

/** Without writes only the reset before a load updates rows, and its counts may arrive late. */
function updateParts(view: ReadingsView) {
  return {
    heapOnlyShare: ratio(view.rate('postgres', 'rowsUpdatedHeapOnly'), view.rate('postgres', 'rowsUpdated')),
    committedVariation: committedVariation(view),
  }
}

function hitShare(
  view: ReadingsView,
  component: Reading['component'],
  ...[hits, misses]: readonly ['blocksHit', 'blocksRead'] | readonly ['keyspaceHits', 'keyspaceMisses']
): number | undefined {
  const [hit, missed] = [view.rate(component, hits), view.rate(component, misses)]
  return hit === undefined || missed === undefined ? undefined : ratio(hit, hit + missed)
}

function peaks(observations: readonly Observation[]) {
  const trials = [...new Set(observations.map(({ trial }) => trial))]
  return {
    ...known({
      peakTasks: greatest(trials.map(({ readings }) => peakTasksOf(readings))),
      peakLagSeconds: greatest(trials.map(({ readings }) => peakLagSecondsOf(readings))),
    }),
    peakLagEvents: Math.max(0, ...observations.map(({ load }) => load.peakBacklogEvents)),
    longestDrainSeconds: Math.max(0, ...observations.map(({ load }) => load.drainSeconds)),
  }
}

function greatest(values: readonly (number | undefined)[]): number | undefined {
  const present = values.filter((value) => value !== undefined)
  return present.length === 0 ? undefined : Math.max(...present)
}

function byComponent<T>(
  of: (component: Reading['component']) => T | undefined,
): Partial<Record<Reading['component'], T>> {
  const entries = observedComponents.flatMap((component) => {
    const value = of(component)
    return value === undefined ? [] : [[component, value] as const]
  })
  return Object.fromEntries(entries) as Partial<Record<Reading['component'], T>>
}
