import type { Elsewhere, Plan } from '@telemark/bench'
import { duration } from '@telemark/bench'
import { examineTarget } from '@telemark/remote'
import type { Context } from './context.ts'
import { CliError } from './errors/cli-error.ts'
import { parseTargets } from './options/targets.ts'

/** The flags of `compare` that are about services which stand elsewhere. */
export interface ElsewhereFlags {
  readonly url: readonly string[]
  readonly operatorKey?: string
  readonly comparable?: true
}

/** What stands at each `--url`, asked by reading alone. Rejects with what is missing there, or with a usage error. */
export async function examineElsewhere(
  { url, comparable, ...flags }: ElsewhereFlags,
  { signal }: Context,
): Promise<Elsewhere> {
  const targets = parseTargets(url)
  const operatorKey = operatorKeyOf(flags)
  const architectures = []
  for (const target of targets) architectures.push(await examineTarget(target, operatorKey, signal))
  return { architectures, comparable: comparable === true }
}

/** From the flag, or from the environment, which keeps it out of the list of processes. */
export function operatorKeyOf({ operatorKey }: Pick<ElsewhereFlags, 'operatorKey'>): string {
  const key = operatorKey ?? process.env.TELEMARK_OPERATOR_KEY
  if (key !== undefined && key !== '') return key
  throw new CliError(
    'usage',
    "Cannot measure a service that stands elsewhere: the operator's key is required, to register devices for the run and to remove them. Give it with --operator-key, or in TELEMARK_OPERATOR_KEY.",
  )
}

/** What will be sent where, for people to agree to. */
export function loadLines({
  architectures,
  workloads,
  targetRate,
  fleet,
  budgetSeconds,
}: Plan): readonly string[] {
  const names = workloads.map(({ name }) => name).join(', ')
  return [
    ...architectures.map(({ name, standsAt }) => `Target   ${name} at ${standsAt}`),
    `Load     up to ${targetRate} requests a second (${names}), for ${duration(budgetSeconds)} at most`,
    `         ${fleet.devices} devices are registered for it, write events, and are removed; nothing else is touched`,
  ]
}
