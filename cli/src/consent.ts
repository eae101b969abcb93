import { createInterface } from 'node:readline/promises'
import type { Plan } from '@telemark/bench'
import type { Context } from './context.ts'
import { loadLines } from './elsewhere.ts'
import { CliError } from './errors/cli-error.ts'

/**
 * Says what will be sent where. To anything but this machine it is sent only where somebody agrees: with --yes, or when asked. Rejects with a usage error
 * where nobody does.
 */
export async function requireConsent(
  plan: Plan,
  yes: boolean,
  { out, signal }: Context,
  input: NodeJS.ReadStream = process.stdin,
): Promise<void> {
  out.write(`${loadLines(plan).join('\n')}\n`)
  const foreign = plan.architectures.filter(({ standsAt = '' }) => !isLoopback(new URL(standsAt)))
  if (foreign.length === 0 || yes) return
  const names = foreign.map(({ name }) => name).join(', ')
  const refused = new CliError(
    'usage',
    `Nothing is sent to ${names}: somebody has to agree to a load test of what is not on this machine. Add --yes.`,
  )
  if (!input.isTTY || !out.isTTY) throw refused
  using lines = createInterface({ input, output: out })
  const answer = await lines.question(`Send this load to ${names}? [y/N] `, { signal })
  if (!/^y(es)?$/i.test(answer.trim())) throw refused
}

/** Whether `url` leads to this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
