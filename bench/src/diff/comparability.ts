import { isDeepStrictEqual } from 'node:util'
import type { Slo } from '../plan/slo.ts'
import { workloads } from '../plan/workloads.ts'
import type { CohortRecord } from '../record/record.ts'

/** Something in which two comparisons differ, so that their figures say nothing about each other. */
export interface Obstacle {
  /** e.g. `seed` */
  readonly what: string
  readonly before: string
  readonly after: string
  /** What would make them comparable. */
  readonly remedy: string
}

interface Condition {
  readonly what: string
  readonly remedy: string
  readonly of: (cohort: CohortRecord) => string
}

const sameMachine = 'Run both on the same machine, with the same kernel and versions.'
const samePlan = (flag: string) => `Run both with the same ${flag}.`

/** What has to be the same. The service's code is not among it: what a change of it brings is what is asked. */
const conditions: readonly Condition[] = [
  { what: 'cores', remedy: sameMachine, of: ({ machine }) => String(machine.cores) },
  { what: 'memory', remedy: sameMachine, of: ({ machine }) => `${machine.memoryBytes} bytes` },
  { what: 'envelopes', remedy: sameMachine, of: ({ machine }) => machine.envelopes.kind },
  {
    what: 'cores of the load generator',
    remedy: sameMachine,
    of: ({ machine }) => String(machine.generatorCores),
  },
  { what: 'cores of the servers', remedy: sameMachine, of: ({ machine }) => String(machine.serverCores) },
  {
    what: 'size of a vCPU',
    remedy:
      'It follows from the calibration and from the architectures: give both runs the same ones, on an idle machine.',
    of: ({ sizing }) => `${sizing.coresPerVcpu} core`,
  },
  { what: 'sizes', remedy: 'Run both with the same sizes.', of: ({ plan }) => JSON.stringify(plan.sizes) },
  { what: 'SLO', remedy: samePlan('--slo'), of: ({ plan }) => saySlo(plan.slo) },
  { what: 'seed', remedy: samePlan('--seed'), of: ({ plan }) => String(plan.seed) },
  { what: 'profile', remedy: samePlan('--profile'), of: ({ plan }) => plan.profile },
  { what: 'shape', remedy: samePlan('--shape'), of: ({ plan }) => plan.shape },
  { what: 'target', remedy: samePlan('--target'), of: ({ plan }) => `${plan.targetRate}/s` },
  {
    what: 'fleet',
    remedy: samePlan('--devices'),
    of: ({ plan }) => `${plan.fleet.devices} devices with ${plan.fleet.eventsPerDevice} events each`,
  },
  {
    what: 'workloads',
    remedy: samePlan('--workloads, --mix and --fleet-reads'),
    of: ({ plan }) => plan.workloads.map(sayWorkload).toSorted().join(', '),
  },
  {
    what: 'k6 script',
    remedy: 'Measure both with the same bench: only the service may differ.',
    of: ({ hashes }) => hashes.k6 ?? 'unknown',
  },
]

/** Why two comparisons may not be compared, each with its remedy; empty where they may. */
export function obstacles(before: CohortRecord, after: CohortRecord): readonly Obstacle[] {
  const found = [...conditions, ...factConditions(before, after)].map(({ what, remedy, of }) => ({
    what,
    before: of(before),
    after: of(after),
    remedy,
  }))
  return found.filter((obstacle) => obstacle.before !== obstacle.after)
}

function factConditions(before: CohortRecord, after: CohortRecord): readonly Condition[] {
  const names = new Set([...Object.keys(before.machine.facts), ...Object.keys(after.machine.facts)])
  return [...names].map((name) => ({
    what: name,
    remedy: sameMachine,
    of: ({ machine }) => machine.facts[name] ?? 'unknown',
  }))
}

function saySlo({ latency, failureRate, completion, freshness }: Slo): string {
  const fresh = freshness
    ? `${freshness.share} fresh within ${freshness.withinMs} ms`
    : 'freshness not measured'
  return `p${latency.percentile} < ${latency.limitMs} ms, failures < ${failureRate}, completion >= ${completion}, ${fresh}`
}

/** With its mix where that is not the one everybody has. */
function sayWorkload({ name, mix }: CohortRecord['plan']['workloads'][number]): string {
  const usual = workloads.find((workload) => workload.name === name)
  return usual !== undefined && isDeepStrictEqual(usual.mix, mix) ? name : `${name} ${JSON.stringify(mix)}`
}
