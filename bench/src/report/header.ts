import type { Reading } from '@telemark/deployment'
import { canaryDevices, canaryRate } from '../load/canaries.ts'
import { standsElsewhere } from '../plan/stands-elsewhere.ts'
import type { CohortRecord, CpuMs, Sizing } from '../record/record.ts'
import { checkSeal, sealOf } from '../record/seal.ts'
import { commandOf } from './command.ts'
import { decimal, duration, mebibytes, numbered, percent, rate } from './figures.ts'
import { sayComponent } from './words.ts'

/** What was measured, where and how: label and text, in the order of print. */
export function headerLines(cohort: CohortRecord): readonly (readonly [label: string, text: string])[] {
  const { plan, machine, sizing } = cohort
  return [
    ['Command', commandOf(plan)],
    [
      'Started',
      `${new Date(cohort.startedAt).toISOString()}, commit ${cohort.commit}${cohort.dirty ? ' with local changes' : ''}`,
    ],
    [
      'Plan',
      `${plan.profile}: ${numbered(plan.architectures.length, 'architecture')} x ${numbered(plan.workloads.length, 'workload')}, ${plan.shape}, seed ${plan.seed}, budget ${duration(plan.budgetSeconds)}`,
    ],
    ['Fleet', fleetLine(plan)],
    ['SLO', sloLine(plan)],
    ['Machine', machineLine(cohort)],
    ...Object.entries(machine.facts),
    ...(standsElsewhere(plan) ? targetLines(plan) : [['Sizes', sizesLine(plan)] as const]),
    ['Sizing', sizingLine(sizing)],
    ...sizing.reasons.map((reason) => ['', reason] as const),
    ...monitoringLine(sizing),
    ['Seal', sealLine(cohort)],
  ]
}

/** Of what was decided before the first probe. */
function sealLine(cohort: CohortRecord): string {
  switch (checkSeal(cohort)) {
    case 'intact':
      return `${cohort.seal} (SHA-256 of what was decided before the first probe)`
    case 'broken':
      return `BROKEN: ${cohort.seal} was put on what was decided before the first probe, and it is ${sealOf(cohort)} now`
    case 'unsealed':
      return 'none'
  }
}

/** e.g. `1 vCPU = 0.10 core; k6 reaches 2,900/s here; floor p99 3.00 ms` */
export function sizingLine({ coresPerVcpu, generatorCeiling, floorP99Ms }: Sizing): string {
  const vcpu = coresPerVcpu === 0 ? '' : `1 vCPU = ${coresPerVcpu.toFixed(3).replace(/0$/, '')} core; `
  return `${vcpu}k6 reaches ${rate(generatorCeiling)}/s here; floor p99 ${decimal(floorP99Ms)} ms`
}

/** e.g. `p99 < 300 ms per endpoint, failures < 1 %, completion >= 99 %` */
export function sloLine({ slo }: Pick<CohortRecord['plan'], 'slo'>): string {
  const { percentile, limitMs } = slo.latency
  const fresh = slo.freshness
    ? `, ${percent(slo.freshness.share)} fresh within ${slo.freshness.withinMs / 1000} s`
    : ''
  return `p${percentile} < ${limitMs} ms per endpoint, failures < ${percent(slo.failureRate)}, completion >= ${percent(slo.completion)}${fresh}`
}

/** Who pays how much for being watched. */
function monitoringLine({ monitoring }: Sizing): readonly (readonly [string, string])[] {
  if (monitoring === undefined) return []
  const { architecture, seconds, idle, sampled } = monitoring
  const costs = Object.entries(sampled).map(([name, cpuMs]) => {
    const without = idle[name as keyof CpuMs] ?? 0
    const who = name === 'bench' ? 'the bench' : sayComponent(name as Reading['component'])
    return `${who} ${decimal(cpuMs - without)}`
  })
  return [
    [
      'Monitoring',
      `readings cost, in ms of CPU a second (${architecture} without load, ${seconds} s with readings less ${seconds} s without): ${costs.join(', ')}`,
    ],
  ]
}

function fleetLine({ fleet, slo }: CohortRecord['plan']): string {
  const canaries = slo.freshness
    ? `; ${canaryDevices} more are canaries: ${canaryRate} events and as many reads a second beside every load that writes`
    : ''
  return `${fleet.devices} devices with ${fleet.eventsPerDevice} stored events each${canaries}`
}

function machineLine({ machine }: CohortRecord): string {
  const envelopes =
    machine.envelopes.kind === 'none'
      ? `envelopes off (${machine.envelopes.because})`
      : `envelopes on (${machine.envelopes.kind})`
  return `${machine.cores} cores (${machine.generatorCores} for the load generator, ${machine.serverCores} for the servers), ${mebibytes(machine.memoryBytes)}; ${envelopes}`
}

/** Where each target stands, and whether somebody has said that they may be ranked. */
function targetLines({
  architectures,
  comparable,
}: CohortRecord['plan']): readonly (readonly [string, string])[] {
  const ranked = comparable
    ? 'ranked, because they were called comparable'
    : 'not ranked: each capacity holds by itself'
  return [
    ...architectures.map(({ name, standsAt = '' }) => ['Target', `${name} at ${standsAt}`] as const),
    ...(architectures.length > 1 ? [['', ranked] as const] : []),
  ]
}

function sizesLine({ sizes }: CohortRecord['plan']): string {
  return Object.entries(sizes)
    .map(([name, { vcpu, memoryMiB }]) => `${name} ${vcpu} vCPU / ${memoryMiB} MiB`)
    .join(', ')
}
