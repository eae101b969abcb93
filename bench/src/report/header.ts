import type { CohortRecord, Sizing } from '../record/record.ts'
import { checkSeal, sealOf } from '../record/seal.ts'
import { commandOf } from './command.ts'
import { decimal, duration, mebibytes, numbered, percent, rate } from './figures.ts'

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
    ['Fleet', `${plan.fleet.devices} devices with ${plan.fleet.eventsPerDevice} stored events each`],
    ['SLO', sloLine(plan)],
    ['Machine', machineLine(cohort)],
    ...Object.entries(machine.facts),
    ['Sizes', sizesLine(plan)],
    ['Sizing', sizingLine(sizing)],
    ...sizing.reasons.map((reason) => ['', reason] as const),
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
  const cores = coresPerVcpu.toFixed(3).replace(/0$/, '')
  return `1 vCPU = ${cores} core; k6 reaches ${rate(generatorCeiling)}/s here; floor p99 ${decimal(floorP99Ms)} ms`
}

/** e.g. `p99 < 300 ms per endpoint, failures < 1 %, completion >= 99 %` */
export function sloLine({ slo }: Pick<CohortRecord['plan'], 'slo'>): string {
  const { percentile, limitMs } = slo.latency
  return `p${percentile} < ${limitMs} ms per endpoint, failures < ${percent(slo.failureRate)}, completion >= ${percent(slo.completion)}`
}

function machineLine({ machine }: CohortRecord): string {
  const envelopes =
    machine.envelopes.kind === 'none'
      ? `envelopes off (${machine.envelopes.because})`
      : `envelopes on (${machine.envelopes.kind})`
  return `${machine.cores} cores (${machine.generatorCores} for the load generator, ${machine.serverCores} for the servers), ${mebibytes(machine.memoryBytes)}; ${envelopes}`
}

function sizesLine({ sizes }: CohortRecord['plan']): string {
  return Object.entries(sizes)
    .map(([name, { vcpu, memoryMiB }]) => `${name} ${vcpu} vCPU / ${memoryMiB} MiB`)
    .join(', ')
}
