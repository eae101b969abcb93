import { localGenerator } from '@telemark/local'
import { remotePlatform } from '@telemark/remote'
import { type CompareOptions, compare } from './compare.ts'
import { requireConsent } from './consent.ts'
import type { Context } from './context.ts'
import { type ElsewhereFlags, examineElsewhere, operatorKeyOf } from './elsewhere.ts'
import { CliError } from './errors/cli-error.ts'
import { type PlanFlags, planFromFlags } from './options/plan.ts'
import { platformHere } from './platform.ts'

export interface ElsewhereRequest {
  readonly flags: PlanFlags
  readonly elsewhere: ElsewhereFlags
  /** Somebody has agreed to the load. */
  readonly yes: boolean
}

/** Measures services that stand elsewhere as they are; only the generator is calibrated here. */
export async function compareElsewhere(
  { flags, elsewhere, yes }: ElsewhereRequest,
  options: CompareOptions,
  context: Context,
): Promise<void> {
  if (flags.architectures !== undefined)
    throw new CliError(
      'usage',
      'Cannot use --architectures with --url: what stands elsewhere is measured as it is. Leave out one of them.',
    )
  const operatorKey = operatorKeyOf(elsewhere)
  const plan = planFromFlags(flags, await examineElsewhere(elsewhere, context))
  await requireConsent(plan, yes, context)
  const places: CompareOptions['places'] = (report) => ({
    platform: remotePlatform({ generator: localGenerator(report), operatorKey, report }),
    calibrateOn: platformHere({ report }),
  })
  await compare(plan, { ...options, places }, context)
}
