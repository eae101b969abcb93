import { type Architecture, architectures, askedFor } from '@telemark/architecture'
import { defaultSizes, type FleetSize } from '@telemark/deployment'
import { checkedBudget } from './checked-budget.ts'
import { checkedSlo } from './checked-slo.ts'
import { holdBudgetSeconds } from './durations.ts'
import type { Hold, Plan, Shape } from './plan.ts'
import { type ProfileName, profileNames, profiles } from './profiles.ts'
import { defaultSlo, type Slo } from './slo.ts'
import type { Workload } from './workload.ts'
import { mixed, workloads } from './workloads.ts'

/** What may be chosen; all else comes from the profile. */
export interface PlanOptions {
  readonly profile?: string
  /** Names, each once. */
  readonly architectures?: readonly string[]
  /** Names, each once. */
  readonly workloads?: readonly string[]
  /** Shares of the endpoints in the workload `mixed`, which has to be among `workloads`. */
  readonly mix?: Workload['mix']
  readonly targetRate?: number
  readonly slo?: Slo
  readonly shape?: Shape
  readonly seed?: number
  readonly fleet?: FleetSize
  /** Services that stand elsewhere, instead of `architectures`. */
  readonly elsewhere?: Elsewhere
  /** Wall-clock seconds; those of the profile where it is left out. */
  readonly budgetSeconds?: number
  /** Every cell is held at one rate for so long. */
  readonly hold?: Hold
}

/** What stands already, and is measured as it is. */
export interface Elsewhere {
  /** What each says of itself, with its URL. */
  readonly architectures: readonly Architecture[]
  /** Whether their capacities may be ranked. */
  readonly comparable: boolean
}

/** Of a service that stands elsewhere: each device is registered and removed by a request of its own, and has one event before the first load. */
export const fleetElsewhere: FleetSize = { devices: 200, eventsPerDevice: 1 }

const rateLimits = { lowest: 1, highest: 20_000 }
/** A third of less would hold too few samples and readings; longer ones would fill the memory of this process with samples. */
const holdLimits = { leastSeconds: 30, mostSeconds: 6 * 3600 }

/** The plan for `options`. Throws a RangeError that says what was given and what is possible. */
export function planFor(options: PlanOptions = {}): Plan {
  const profile = oneOf(
    options.profile ?? 'standard',
    profileNames.map((name) => ({ name })),
    'profile',
  ).name
  const plan: Plan = {
    profile,
    architectures: architecturesOf(options, profile),
    workloads: withMix(named<Workload>(options.workloads, workloads, 'workload'), options.mix),
    slo: checkedSlo(options.slo ?? defaultSlo),
    targetRate: targetRate(options.targetRate ?? 1000),
    shape: options.shape ?? 'ramp',
    fleet: options.fleet ?? (options.elsewhere ? fleetElsewhere : { devices: 1000, eventsPerDevice: 100 }),
    sizes: defaultSizes,
    seed: options.seed ?? 1,
    budgetSeconds: options.budgetSeconds ?? profiles[profile].budgetSeconds,
    ...(options.elsewhere?.comparable && { comparable: true }),
    ...(options.hold && { hold: checkedHold(options.hold) }),
  }
  return checkedBudget(
    plan.hold === undefined || options.budgetSeconds !== undefined
      ? plan
      : { ...plan, budgetSeconds: holdBudgetSeconds(plan) },
  )
}

function architecturesOf(
  { architectures: names, elsewhere }: PlanOptions,
  profile: ProfileName,
): readonly Architecture[] {
  if (elsewhere !== undefined) return elsewhere.architectures
  return names === undefined && profile === 'smoke'
    ? askedFor // in a hurry
    : named<Architecture>(names, architectures, 'architecture')
}

function withMix(chosen: readonly Workload[], mix: Workload['mix'] | undefined): readonly Workload[] {
  if (mix === undefined) return chosen
  const shares = Object.values(mix)
  if (shares.some((share) => !(share >= 0 && share < Infinity)) || shares.every((share) => share === 0))
    throw new RangeError(
      `Cannot mix ${shares.join(':')}: shares of 0 or more are required, one of them above 0.`,
    )
  if (!chosen.some(({ name }) => name === mixed.name))
    throw new RangeError(
      `Cannot mix ${mix.write}:${mix.latest + mix.fleet} in ${sayNames(chosen)}: it is the mix of the workload ${mixed.name}. Add ${mixed.name} to the workloads, or leave out the mix.`,
    )
  return chosen.map((workload) => (workload.name === mixed.name ? { ...workload, mix } : workload))
}

function targetRate(rate: number): number {
  return checkedRate(rate, 'plan a target of')
}

function checkedHold(hold: Hold): Hold {
  const { leastSeconds, mostSeconds } = holdLimits
  if (!(hold.seconds >= leastSeconds && hold.seconds <= mostSeconds))
    throw new RangeError(
      `Cannot hold a rate for ${hold.seconds} s: ${leastSeconds} s to ${mostSeconds / 3600} h are required, so that its first third can be told from its last. Give one such as 10m.`,
    )
  if (hold.rate !== undefined) checkedRate(hold.rate, 'hold')
  return hold
}

function checkedRate(rate: number, what: string): number {
  const { lowest, highest } = rateLimits
  if (Number.isInteger(rate) && rate >= lowest && rate <= highest) return rate
  throw new RangeError(
    `Cannot ${what} ${rate} requests a second: a whole number from ${lowest} to ${highest} is required.`,
  )
}

function named<T extends { readonly name: string }>(
  names: readonly string[] | undefined,
  all: readonly T[],
  what: string,
): readonly T[] {
  if (names === undefined) return all
  if (names.length === 0)
    throw new RangeError(`Cannot plan without any ${what}: give one or more of ${sayNames(all)}.`)
  const repeated = names.find((name, index) => names.indexOf(name) < index)
  if (repeated !== undefined)
    throw new RangeError(
      `Cannot plan ${names.join(', ')}: every ${what} is measured once, found ${repeated} again. Give each name once.`,
    )
  return names.map((name) => oneOf(name, all, what))
}

function oneOf<T extends { readonly name: string }>(name: string, all: readonly T[], what: string): T {
  const found = all.find((candidate) => candidate.name === name)
  if (found === undefined)
    throw new RangeError(`Unknown ${what} "${name}": give one or more of ${sayNames(all)}.`)
  return found
}

function sayNames(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(', ')
}
