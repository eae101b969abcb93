import { componentKinds } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import type { Breach } from '../capacity/probe.ts'
import type { ReadingsView } from '../readings/readings-view.ts'
import { cpuUse, ratio } from './cpu-use.ts'
import type { Bottleneck } from './findings.ts'

/** From here on the envelope is used up: queues grow without bound soon after. */
export const usedUp = 0.85
/** A task that stands still for this share of its time adds whole periods to its answers. */
const muchThrottled = 0.25
const nearlyUsedUp = 0.6
const waitingRequests = 1
const memoryUsedUp = 0.97

type Rule = (view: ReadingsView, breach: Breach) => Bottleneck | undefined

/** In this order; the first that applies names the bottleneck. */
const rules: readonly Rule[] = [backlogRule, cpuRule, throttlingRule, memoryRule, poolRule, waitsRule]

/** Names what set the capacity, from the readings of the load that failed with `breach`. */
export function bottleneckOf(view: ReadingsView, breach: Breach): Bottleneck {
  for (const rule of rules) {
    const found = rule(view, breach)
    if (found !== undefined) return found
  }
  return unknownBottleneck(view)
}

/** Stored too late: what stores is the limit, not what answers. */
function backlogRule(view: ReadingsView, breach: Breach): Bottleneck | undefined {
  if (breach.kind !== 'completion' && breach.kind !== 'lag') return undefined
  const busiest = busiestOf(view, ['kafka', 'consumer', 'postgres'])
  if (busiest !== undefined && busiest.share >= usedUp)
    return {
      ...busiest,
      resource: 'CPU',
      rule: 'events are stored too late, and this part of the way to the store is used up',
    }
  return {
    component: 'consumer',
    resource: 'backlog',
    rule: 'events are stored too late, and no CPU on the way is used up',
  }
}

function cpuRule(view: ReadingsView): Bottleneck | undefined {
  const busiest = busiestOf(view, componentKinds)
  if (busiest === undefined || busiest.share < usedUp) return undefined
  return {
    ...busiest,
    resource: 'CPU',
    rule: `uses the largest share of its CPU, at least ${inPercent(usedUp)}`,
  }
}

function throttlingRule(view: ReadingsView): Bottleneck | undefined {
  const candidates = componentKinds.flatMap((component) => {
    const use = cpuUse(view, component)
    const { share, throttledShare } = use ?? {}
    return share !== undefined &&
      share >= nearlyUsedUp &&
      throttledShare !== undefined &&
      throttledShare >= muchThrottled
      ? [{ component, share, throttledShare }]
      : []
  })
  const worst = candidates.toSorted((a, b) => b.throttledShare - a.throttledShare)[0]
  if (worst === undefined) return undefined
  const rule = `its CPU quota makes it stand still for ${inPercent(worst.throttledShare)} of the time, in bursts shorter than a second`
  return { component: worst.component, resource: 'CPU', share: worst.share, rule }
}

function memoryRule(view: ReadingsView): Bottleneck | undefined {
  for (const component of componentKinds) {
    const share = ratio(view.peak(component, 'memoryBytes'), view.peak(component, 'memoryLimitBytes'))
    if (share !== undefined && share >= memoryUsedUp)
      return {
        component,
        resource: 'memory',
        share,
        rule: `uses at least ${inPercent(memoryUsedUp)} of its memory, and no CPU is used up`,
      }
  }
  return undefined
}

function poolRule(view: ReadingsView): Bottleneck | undefined {
  const waiting = view.level('api', 'poolWaiting')
  if (waiting === undefined || waiting < waitingRequests) return undefined
  return {
    component: 'postgres',
    resource: 'connections',
    rule: 'requests wait for a connection, and no CPU is used up',
  }
}

function waitsRule(view: ReadingsView): Bottleneck | undefined {
  const share = ratio(
    view.level('postgres', 'waitingConnections'),
    view.level('postgres', 'activeConnections'),
  )
  if (share === undefined || share < 0.5) return undefined
  return {
    component: 'postgres',
    resource: 'waits',
    share,
    rule: 'most statements wait for locks or disk, and no CPU is used up',
  }
}

function unknownBottleneck(view: ReadingsView): Bottleneck {
  const busiest = busiestOf(view, componentKinds)
  const seen = busiest
    ? `the busiest is ${busiest.component} with ${Math.round(busiest.share * 100)} % of its CPU`
    : 'no readings'
  return { component: 'unknown', resource: 'unknown', rule: `nothing is used up: ${seen}` }
}

function busiestOf(view: ReadingsView, components: readonly Reading['component'][]) {
  return components
    .flatMap((component) => {
      const share = cpuUse(view, component)?.share
      return share === undefined ? [] : [{ component, share }]
    })
    .toSorted((a, b) => b.share - a.share)[0]
}

/** `0.85` is `85 %`. */
function inPercent(share: number): string {
  return `${Math.round(share * 100)} %`
}
