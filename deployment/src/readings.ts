import type { ComponentKind } from '@telemark/architecture'

/**
 * Every metric that a deployment reports: its unit, and whether the value is the level at a moment
 * (`gauge`) or a count since the component started (`counter`; the analysis takes differences).
 */
const metrics = {
  cpuSeconds: { unit: 's', kind: 'counter' },
  throttledSeconds: { unit: 's', kind: 'counter' },
  runDelaySeconds: { unit: 's', kind: 'counter' },
  /** Of the whole machine: what the hypervisor gave to others. */
  stolenSeconds: { unit: 's', kind: 'counter' },
  cpuLimitCores: { unit: 'cores', kind: 'gauge' },
  memoryBytes: { unit: 'B', kind: 'gauge' },
  memoryLimitBytes: { unit: 'B', kind: 'gauge' },
  tasksRunning: { unit: 'tasks', kind: 'gauge' },
  tasksWanted: { unit: 'tasks', kind: 'gauge' },
  eventLoopDelayP99Seconds: { unit: 's', kind: 'gauge' },
  poolWaiting: { unit: 'requests', kind: 'gauge' },
  sessions: { unit: 'sessions', kind: 'gauge' },
  queuedRequests: { unit: 'requests', kind: 'gauge' },
  connections: { unit: 'connections', kind: 'gauge' },
  activeConnections: { unit: 'connections', kind: 'gauge' },
  waitingConnections: { unit: 'connections', kind: 'gauge' },
  transactions: { unit: 'transactions', kind: 'counter' },
  readOperations: { unit: 'operations', kind: 'counter' },
  writeOperations: { unit: 'operations', kind: 'counter' },
  fsyncOperations: { unit: 'operations', kind: 'counter' },
  walBytes: { unit: 'B', kind: 'counter' },
  blocksHit: { unit: 'blocks', kind: 'counter' },
  blocksRead: { unit: 'blocks', kind: 'counter' },
  /** All tables with their indexes. */
  tableBytes: { unit: 'B', kind: 'gauge' },
  checkpoints: { unit: 'checkpoints', kind: 'counter' },
  rowsUpdated: { unit: 'rows', kind: 'counter' },
  rowsUpdatedHeapOnly: { unit: 'rows', kind: 'counter' },
  keyspaceHits: { unit: 'lookups', kind: 'counter' },
  keyspaceMisses: { unit: 'lookups', kind: 'counter' },
  evictions: { unit: 'keys', kind: 'counter' },
  usedMemoryBytes: { unit: 'B', kind: 'gauge' },
  lagEvents: { unit: 'events', kind: 'gauge' },
  lagSeconds: { unit: 's', kind: 'gauge' },
  eventsEnqueued: { unit: 'events', kind: 'counter' },
  logBytes: { unit: 'B', kind: 'gauge' },
} as const satisfies Record<string, { unit: string; kind: 'gauge' | 'counter' }>

/** The name of a metric. Times are in seconds, sizes in bytes, CPU limits in cores; all else is counted. */
export type MetricName = keyof typeof metrics

/** A value of a component at a moment. */
export interface Reading {
  /** Milliseconds since the epoch. Readings may arrive late; this moment decides. */
  readonly at: number
  readonly component: ComponentKind | 'loadGenerator' | 'machine'
  /** Which one of the component's tasks, from 1; 1 where there is only one. */
  readonly task: number
  readonly metric: MetricName
  readonly value: number
}
