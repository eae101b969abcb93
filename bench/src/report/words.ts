import type { Acknowledgement } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import type { Bottleneck } from '../analysis/findings.ts'
import type { Bounds, Capacity } from '../capacity/capacity.ts'
import { percent, rate } from './figures.ts'

/** How a component is called in reports. */
export function sayComponent(component: Reading['component'] | 'unknown'): string {
  switch (component) {
    case 'loadBalancer':
      return 'balancer'
    case 'api':
      return 'API'
    case 'redis':
      return 'Redis'
    case 'kafka':
      return 'Kafka'
    case 'consumer':
      return 'consumer'
    case 'postgres':
      return 'PostgreSQL'
    case 'loadGenerator':
      return 'load generator'
    case 'machine':
      return 'machine'
    case 'unknown':
      return 'not found'
  }
}

/** `340-362`, `>= 600`, `< 50`; `invalid` where nothing valid was measured. */
export function sayCapacity(capacity: Capacity): string {
  switch (capacity.kind) {
    case 'bracket':
      return `${rate(capacity.highestPass)}-${rate(capacity.lowestFail)}`
    case 'atLeast':
      return `>= ${rate(capacity.highestPass)}`
    case 'below':
      return `< ${rate(capacity.lowestFail)}`
    case 'invalid':
      return 'invalid'
  }
}

/** `340-362`, `>= 600`, `< 50` */
export function sayBounds({ held, failed }: Bounds): string {
  if (held === undefined) return failed === undefined ? '-' : `< ${rate(failed)}`
  return failed === undefined ? `>= ${rate(held)}` : `${rate(held)}-${rate(failed)}`
}

/** Each end of a capacity against a prediction, e.g. `-8 % to 12 %` */
export function sayDeviation({ held, failed }: Bounds): string {
  if (held === undefined) return `below ${percent(failed)}`
  return failed === undefined ? `at least ${percent(held)}` : `${percent(held)} to ${percent(failed)}`
}

/** e.g. `API CPU 99 %` */
export function sayBottleneck({ component, resource, share }: Bottleneck): string {
  if (component === 'unknown') return sayComponent(component)
  const used = share === undefined ? '' : ` ${percent(share)}`
  return `${sayComponent(component)} ${resource}${used}`
}

/** Where an event is when its write is answered. */
export function sayAcknowledgement(acknowledgement: Acknowledgement): string {
  return { committed: 'committed in PostgreSQL', enqueued: 'enqueued in Kafka', none: 'stored nowhere' }[
    acknowledgement
  ]
}

/** `a and b`, `a, b and c` */
export function listed(names: readonly string[]): string {
  return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
