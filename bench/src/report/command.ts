import { holdBudgetSeconds } from '../plan/durations.ts'
import type { Plan } from '../plan/plan.ts'
import { profiles } from '../plan/profiles.ts'
import type { Workload } from '../plan/workload.ts'
import { workloads } from '../plan/workloads.ts'

/** The command that does what `plan` says, every setting written out. */
export function commandOf(plan: Plan): string {
  const { percentile, limitMs } = plan.slo.latency
  const freshness = plan.slo.freshness ? `,freshness=${share(plan.slo.freshness.share)}` : ''
  const slo = `p${percentile}=${limitMs}ms,failures=${share(plan.slo.failureRate)},completion=${share(plan.slo.completion)}${freshness}`
  return [
    'npx telemark compare',
    `--profile ${plan.profile}`,
    ...whatFlags(plan),
    `--workloads ${plan.workloads.map(({ name }) => name).join(',')}`,
    `--target ${plan.targetRate}`,
    `--slo ${slo}`,
    `--shape ${plan.shape}`,
    ...mixFlags(plan.workloads),
    `--devices ${plan.fleet.devices}`,
    `--seed ${plan.seed}`,
    ...holdFlags(plan),
    ...(plan.budgetSeconds === usualBudget(plan) ? [] : [`--budget ${plan.budgetSeconds}s`]),
  ].join(' ')
}

function whatFlags({ architectures, comparable }: Plan): readonly string[] {
  const urls = architectures.flatMap(({ name, standsAt }) => (standsAt ? [`--url ${name}=${standsAt}`] : []))
  if (urls.length > 0) return [...urls, ...(comparable ? ['--comparable'] : [])]
  return [`--architectures ${architectures.map(({ name }) => name).join(',')}`]
}

function holdFlags({ hold }: Plan): readonly string[] {
  if (hold === undefined) return []
  return [`--hold ${hold.seconds}s`, ...(hold.rate === undefined ? [] : [`--rate ${hold.rate}`])]
}

function usualBudget(plan: Plan): number {
  return plan.hold === undefined ? profiles[plan.profile].budgetSeconds : holdBudgetSeconds(plan)
}

/** Only where the workloads differ from what they are by default. */
function mixFlags(planned: readonly Workload[]): readonly string[] {
  const mixed = planned.find(({ name }) => name === 'mixed')
  const fleetReads = fleetShare(planned.find(({ mix }) => mix.fleet > 0))
  return [
    ...(mixed !== undefined && !isDefault(mixed)
      ? [`--mix ${mixed.mix.write}:${mixed.mix.latest + mixed.mix.fleet}`]
      : []),
    ...(fleetReads > 0 ? [`--fleet-reads ${share(fleetReads)}`] : []),
  ]
}

function fleetShare(workload: Workload | undefined): number {
  return workload === undefined ? 0 : workload.mix.fleet / (workload.mix.fleet + workload.mix.latest)
}

function isDefault({ name, mix }: Workload): boolean {
  const usual = workloads.find((workload) => workload.name === name)
  return usual !== undefined && mix.write === usual.mix.write && mix.latest + mix.fleet === usual.mix.latest
}

function share(value: number): string {
  return `${Number((value * 100).toFixed(4))}%`
}
