import { architectures } from '@telemark/architecture'
import type { Elsewhere, Plan, PlanOptions, Shape } from '@telemark/bench'
import { fleetElsewhere, planFor, profileNames, workloads } from '@telemark/bench'
import type { FleetSize } from '@telemark/deployment'
import { CliError } from '../errors/cli-error.ts'
import { parseDuration } from './duration.ts'
import { parseMix, withFleetReads } from './mix.ts'
import { knownName, parseNames } from './names.ts'
import { parseShare, parseWhole } from './numbers.ts'
import { parseSlo } from './slo.ts'

/** The flags of `compare`, as typed. */
export interface PlanFlags {
  readonly profile?: string
  readonly architectures?: string
  readonly workloads?: string
  readonly target?: string
  readonly slo?: string
  readonly shape?: string
  readonly mix?: string
  readonly fleetReads?: string
  readonly devices?: string
  readonly seed?: string
  readonly budget?: string
  readonly hold?: string
  readonly rate?: string
}

const shapes = ['ramp', 'step'] as const satisfies readonly Shape[]

/** The plan that `flags` ask for, of the architectures here or of what stands elsewhere. Throws a usage error for what cannot be. */
export function planFromFlags(flags: PlanFlags, elsewhere?: Elsewhere): Plan {
  const plan = planOrUsageError({
    ...given(flags.profile, (text) => ({ profile: knownName('profile', text, profileNames) })),
    ...given(flags.architectures, (text) => ({
      architectures: parseNames('architecture', text, namesOf(architectures)),
    })),
    ...given(flags.workloads, (text) => ({ workloads: parseNames('workload', text, namesOf(workloads)) })),
    ...given(flags.mix, (text) => ({ mix: parseMix(text) })),
    ...given(flags.target, (text) => ({
      targetRate: parseWhole(text, { flag: '--target', lowest: 1, highest: 20_000 }),
    })),
    ...given(flags.slo, (text) => ({ slo: parseSlo(text) })),
    ...given(flags.shape, (text) => ({ shape: knownName('shape', text, shapes) })),
    ...given(flags.devices, (text) => ({ fleet: fleetOf(text, elsewhere !== undefined) })),
    ...(elsewhere && { elsewhere }),
    ...given(flags.seed, (text) => ({
      seed: parseWhole(text, { flag: '--seed', lowest: 0, highest: 2 ** 31 }),
    })),
    ...given(flags.budget, (text) => ({ budgetSeconds: parseDuration(text, '--budget') })),
    ...holdFrom(flags),
  })
  if (flags.fleetReads === undefined) return plan
  const share = parseShare(flags.fleetReads, '--fleet-reads')
  if (plan.workloads.every(({ mix }) => mix.latest === 0))
    throw new CliError(
      'usage',
      `Cannot use --fleet-reads ${flags.fleetReads}: a workload with reads is required, found ${namesOf(plan.workloads).join(', ')}. Add one to --workloads, or leave out --fleet-reads.`,
    )
  return { ...plan, workloads: plan.workloads.map((workload) => withFleetReads(workload, share)) }
}

function holdFrom({ hold, rate }: PlanFlags): Pick<PlanOptions, 'hold'> {
  if (hold === undefined && rate !== undefined)
    throw new CliError(
      'usage',
      `Cannot use --rate ${rate} alone: it is what --hold holds. Give --hold 10m too, or leave it out.`,
    )
  if (hold === undefined) return {}
  return {
    hold: {
      seconds: parseDuration(hold, '--hold'),
      ...(rate !== undefined && { rate: parseWhole(rate, { flag: '--rate', lowest: 1, highest: 20_000 }) }),
    },
  }
}

/** What cannot be planned was asked for wrongly, whichever flags it came from. */
function planOrUsageError(options: PlanOptions): Plan {
  try {
    return planFor(options)
  } catch (cause) {
    if (cause instanceof RangeError) throw new CliError('usage', cause.message, { cause })
    throw cause
  }
}

/** What stands elsewhere gets each device by a request of its own, and loses it by another. */
const mostElsewhere = 10_000

function fleetOf(text: string, elsewhere: boolean): FleetSize {
  if (!elsewhere) return { devices: parseDevices(text), eventsPerDevice: 100 }
  const devices = parseWhole(text, { flag: '--devices', lowest: 1, highest: mostElsewhere })
  return { ...fleetElsewhere, devices }
}

/** More devices than this would take longer to register than to measure. */
export function parseDevices(text: string): number {
  return parseWhole(text, { flag: '--devices', lowest: 1, highest: 100_000 })
}

function given<T extends object>(text: string | undefined, parse: (text: string) => T): T | object {
  return text === undefined ? {} : parse(text)
}

function namesOf(values: readonly { readonly name: string }[]): readonly string[] {
  return values.map(({ name }) => name)
}
