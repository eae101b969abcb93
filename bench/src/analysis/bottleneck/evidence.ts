import type { ComponentKind } from '@telemark/architecture'
import type { ReadingsView } from '../../readings/readings-view.ts'
import { cpuUse, ratio } from '../cpu-use.ts'
import type { Evidence } from '../findings.ts'

/** What a component's readings say of how near its end it is; those that are not there are left out. */
export function evidenceOf(
  view: ReadingsView,
  component: ComponentKind,
  quiet?: ReadingsView,
): readonly Evidence[] {
  const use = cpuUse(view, component)
  const memory = ratio(view.peak(component, 'memoryBytes'), view.peak(component, 'memoryLimitBytes'))
  const candidates: readonly (readonly [Evidence['quantity'], number | undefined])[] = [
    ['CPU', use?.share],
    ['CPU cores', use?.share === undefined ? use?.cores : undefined],
    ['throttled', use?.share === undefined ? undefined : use.throttledShare],
    ['CPU at half the capacity', quiet && cpuUse(quiet, component)?.share],
    ['memory', memory],
    ...ownReadings(view, component),
  ]
  return candidates.flatMap(([quantity, value]) =>
    value === undefined ? [] : [{ component, quantity, value }],
  )
}

/** Queues in front of a component are its own: requests wait for PostgreSQL's connections in the API. */
function ownReadings(
  view: ReadingsView,
  component: ComponentKind,
): readonly (readonly [Evidence['quantity'], number | undefined])[] {
  switch (component) {
    case 'postgres':
      return [
        ['requests waiting for a connection', view.level('api', 'poolWaiting')],
        ['connections waiting', view.level('postgres', 'waitingConnections')],
        ['connections active', view.level('postgres', 'activeConnections')],
      ]
    case 'redis':
      return [['evictions a second', view.rate('redis', 'evictions')]]
    case 'kafka':
      return [['events waiting', view.level('kafka', 'lagEvents')]]
    case 'loadBalancer':
      return [['requests queued', view.level('loadBalancer', 'queuedRequests')]]
    case 'api':
    case 'consumer':
      return []
  }
}
