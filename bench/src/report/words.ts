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

/** As `sayCapacity`; `unknown` where nothing bounds it. */
export function sayBounds({ held, failed }: Bounds): string {
  if (held === undefined) return failed === undefined ? 'unknown' : `< ${rate(failed)}`
  return failed === undefined ? `>= ${rate(held)}` : `${rate(held)}-${rate(failed)}`
}

/** e.g. `API CPU 99 %` */
export function sayBottleneck({ component, resource, share }: Bottleneck): string {
  if (component === 'unknown') return sayComponent(component)
  const used = share === undefined ? '' : ` ${percent(share)}`
  return `${sayComponent(component)} ${resource}${used}`
}
