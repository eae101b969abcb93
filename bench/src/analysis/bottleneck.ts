import { type ComponentKind, componentKinds } from '@telemark/architecture'
import type { Breach } from '../capacity/probe.ts'
import { byUse, candidatesOf, isClose, mostUsedUp, type UseInput, usedUp } from './bottleneck/candidates.ts'
import { evidenceOf } from './bottleneck/evidence.ts'
import { ratio } from './cpu-use.ts'
import type { Bottleneck } from './findings.ts'

/** A task that stands still for this share of its time adds whole periods to its answers. */
const muchThrottled = 0.25
const nearlyUsedUp = 0.6
const waitingRequests = 1
const waitingStatements = 1
const memoryUsedUp = 0.97

export interface BottleneckInput extends UseInput {
  readonly breach: Breach
}

interface Named extends Pick<Bottleneck, 'resource' | 'share' | 'rule'> {
  readonly component: ComponentKind | 'unknown'
}

type Rule = (input: BottleneckInput) => Named | undefined

/** In this order; the first that applies names the bottleneck. */
const rules: readonly Rule[] = [
  backlogRule,
  cpuRule,
  throttlingRule,
  memoryRule,
  poolRule,
  balancerRule,
  waitsRule,
]

/** What makes a load fail because events are stored, or can be read, too late. */
const lateBreaches: readonly string[] = ['completion', 'lag', 'freshness']

/** Names what set the capacity, from the readings of the load that failed, with the readings that say so and those of the runner-up. */
export function bottleneckOf(input: BottleneckInput): Bottleneck {
  for (const rule of rules) {
    const found = rule(input)
    if (found !== undefined) return withEvidence(found, input)
  }
  return withEvidence(unknownBottleneck(input), input)
}

function withEvidence(found: Named, input: BottleneckInput): Bottleneck {
  const { view, quiet } = input
  const evidence = found.component === 'unknown' ? [] : evidenceOf(view, found.component, quiet)
  const runnerUp = runnerUpTo(found, input)
  return {
    ...found,
    evidence,
    ...(runnerUp !== undefined && {
      runnerUp: { component: runnerUp.component, evidence: evidenceOf(view, runnerUp.component, quiet) },
      close: found.resource === 'CPU' && isClose(found.component, runnerUp, input),
    }),
  }
}

/** The component that would be named if the first were not there: of those that are left, the most used up. */
function runnerUpTo(found: Named, input: BottleneckInput) {
  return candidatesOf(input)
    .filter(({ component }) => component !== found.component)
    .toSorted(byUse)[0]
}

/** Stored too late: what stores is the limit, not what answers. */
function backlogRule(input: BottleneckInput): Named | undefined {
  if (!lateBreaches.includes(input.breach.kind)) return undefined
  const busiest = mostUsedUp(input, ['kafka', 'consumer', 'postgres'])
  if (busiest !== undefined)
    return {
      component: busiest.component,
      share: busiest.share,
      resource: 'CPU',
      rule: 'events are stored too late, and this part of the way to the store is used up',
    }
  return {
    component: 'consumer',
    resource: 'backlog',
    rule: 'events are stored too late, and no CPU on the way is used up',
  }
}

/**
 * Of the components that have used up their CPU the one that stands still longest for want of it: near the capacity several use it
 * all, and only how long they stand still with work waiting says by how much each falls short.
 */
function cpuRule(input: BottleneckInput): Named | undefined {
  const found = mostUsedUp(input, componentKinds)
  if (found === undefined) return undefined
  const { component, share, alwaysBusy } = found
  const but = alwaysBusy ? ', at half of the capacity too, and no other does' : ''
  return {
    component,
    share,
    resource: 'CPU',
    rule: `uses at least ${inPercent(usedUp)} of its CPU, and of those that do it is throttled most${but}`,
  }
}

function throttlingRule(input: BottleneckInput): Named | undefined {
  const worst = candidatesOf(input)
    .filter(
      ({ share, throttledShare, alwaysBusy }) =>
        share >= nearlyUsedUp && throttledShare >= muchThrottled && !alwaysBusy,
    )
    .toSorted((a, b) => b.throttledShare - a.throttledShare)[0]
  if (worst === undefined) return undefined
  const rule = `its CPU quota makes it stand still for ${inPercent(worst.throttledShare)} of the time, in bursts shorter than a second`
  return { component: worst.component, resource: 'CPU', share: worst.share, rule }
}

function memoryRule({ view }: BottleneckInput): Named | undefined {
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
  const evictions = view.rate('redis', 'evictions') ?? 0
  return evictions > 0
    ? { component: 'redis', resource: 'memory', rule: 'evicts keys, and no CPU is used up' }
    : undefined
}

function poolRule({ view }: BottleneckInput): Named | undefined {
  const waiting = view.level('api', 'poolWaiting')
  if (waiting === undefined || waiting < waitingRequests) return undefined
  return {
    component: 'postgres',
    resource: 'connections',
    rule: 'requests wait for a connection, and no CPU is used up',
  }
}

function balancerRule({ view }: BottleneckInput): Named | undefined {
  const queued = view.level('loadBalancer', 'queuedRequests')
  if (queued === undefined || queued < waitingRequests) return undefined
  return {
    component: 'loadBalancer',
    resource: 'connections',
    rule: 'requests wait in the balancer for a task, and no CPU is used up',
  }
}

/** Both: a share of few statements says nothing, and many waiting ones among many more neither. */
function waitsRule({ view }: BottleneckInput): Named | undefined {
  const waiting = view.level('postgres', 'waitingConnections')
  const share = ratio(waiting, view.level('postgres', 'activeConnections'))
  if (waiting === undefined || waiting < waitingStatements || share === undefined || share < 0.5)
    return undefined
  return {
    component: 'postgres',
    resource: 'waits',
    share,
    rule: 'of its statements that run at least half wait (locks, input and output), one or more at a time, and no CPU is used up',
  }
}

function unknownBottleneck(input: BottleneckInput): Named {
  const [busiest] = candidatesOf(input).toSorted((a, b) => b.share - a.share)
  const seen = busiest
    ? `the busiest is ${busiest.component} with ${Math.round(busiest.share * 100)} % of its CPU`
    : 'no readings'
  return { component: 'unknown', resource: 'unknown', rule: `nothing is used up: ${seen}` }
}

/** `0.85` is `85 %`. */
function inPercent(share: number): string {
  return `${Math.round(share * 100)} %`
}
