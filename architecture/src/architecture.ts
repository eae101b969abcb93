import type { Control } from './control.ts'

/** How an accepted event reaches PostgreSQL. */
export type IngestPath =
  | { readonly kind: 'direct' }
  | { readonly kind: 'batched' }
  | { readonly kind: 'queued'; readonly partitions: number; readonly consumers: Scaling }
  | { readonly kind: 'discard' }

/** Where the latest event of a device is read from. */
export type ReadPath =
  | { readonly kind: 'database' }
  | { readonly kind: 'cached' }
  | { readonly kind: 'constant' }

/** How many tasks of one component run. */
export type Scaling =
  | { readonly kind: 'fixed'; readonly tasks: number }
  | {
      readonly kind: 'targetTracking'
      readonly min: number
      readonly max: number
      readonly targetCpuPercent: number
    }

/** One way to run the service: plain data, interpreted by the service and by each platform. */
export interface Architecture {
  readonly name: string
  readonly ingest: IngestPath
  readonly read: ReadPath
  readonly scaling: Scaling
  /** A planted defect; only arms that test the comparison itself have one. */
  readonly control?: Control
  /** URL of a service that stands already, elsewhere: then the slots are what it says of itself, and nothing here starts it. */
  readonly standsAt?: string
}

/** The most tasks that `scaling` may run. */
export function maxTasks(scaling: Scaling): number {
  switch (scaling.kind) {
    case 'fixed':
      return scaling.tasks
    case 'targetTracking':
      return scaling.max
  }
}

/** The number of tasks that `scaling` starts with. */
export function minTasks(scaling: Scaling): number {
  switch (scaling.kind) {
    case 'fixed':
      return scaling.tasks
    case 'targetTracking':
      return scaling.min
  }
}
