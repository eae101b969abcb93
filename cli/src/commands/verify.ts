import { isContradicted, sayVerification, type VerifiedPart, verifiedLines, verify } from '@telemark/bench'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { CliError } from '../errors/cli-error.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { paintFor } from '../paint.ts'

interface VerifyFlags {
  readonly all: boolean
  readonly json: boolean
}

/** `telemark verify <folder>`: the report's figures once more, from the raw samples and by another way. */
export function verifyCommand(context: Context): Command {
  return new Command('verify')
    .description(
      "Recompute a report's figures from the raw samples in SQL (DuckDB), check the seal of the plan, and say which agree; starts nothing and changes nothing.",
    )
    .argument('<folder>', 'what `telemark compare` wrote, e.g. results/2026-11-23T20-15-00')
    .option('--all', 'every figure, not only those that differ', false)
    .option('--json', 'every figure as JSON', false)
    .addHelpText('after', `\nExample:\n  npx telemark verify results/2026-11-23T20-15-00\n${exitCodesHelp()}`)
    .action((folder: string, flags: VerifyFlags) => verifyFolder(folder, flags, context))
}

async function verifyFolder(
  folder: string,
  { all, json }: VerifyFlags,
  { out, signal }: Context,
): Promise<void> {
  const paint = paintFor(out, process.env)
  const parts: VerifiedPart[] = []
  for await (const part of verified(folder)) {
    signal.throwIfAborted()
    parts.push(part)
    if (!json) out.write(`${verifiedLines(part, { all, paint }).join('\n')}\n`)
  }
  out.write(json ? `${JSON.stringify(parts, undefined, 2)}\n` : `\n${sayVerification(parts)}\n`)
  const against = parts.flatMap(({ figures }) => figures).filter(isContradicted)
  if (against.length > 0)
    throw new CliError(
      'contradicted',
      `The samples in ${folder} do not bear out its report: ${against.length} figures differ or are missing. The lines above say which. Restore the files, or measure again: figures that samples do not bear out are worth nothing.`,
    )
}

async function* verified(folder: string): AsyncGenerator<VerifiedPart, void> {
  try {
    yield* verify(folder)
  } catch (cause) {
    throw new CliError('unreadable', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
