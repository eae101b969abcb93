import { type Diff, diff, diffMarkdown, diffText, obstacles, sayObstacles } from '@telemark/bench'
import { Command } from 'commander'
import type { Context, Output } from '../context.ts'
import { CliError } from '../errors/cli-error.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { parseShare } from '../options/numbers.ts'
import { paintFor } from '../paint.ts'
import { analysed } from '../write-report.ts'

interface DiffFlags {
  readonly failOn: string
  readonly markdown: boolean
  readonly json: boolean
}

/** `telemark diff <before> <after>`: what changed between two comparisons beyond the noise. */
export function diffCommand(context: Context): Command {
  return new Command('diff')
    .description(
      'Say what changed from one comparison to another beyond the noise, and whether anything got worse.',
    )
    .argument('<before>', 'what `telemark compare` wrote, e.g. of the main branch')
    .argument('<after>', 'the same of the change')
    .option('--fail-on <share>', 'from which change on a figure counts, where the noise is not larger', '5%')
    .option('--markdown', 'for the comment of a pull request', false)
    .option('--json', 'for a program', false)
    .addHelpText('after', `${examples}${exitCodesHelp()}`)
    .action((before: string, after: string, flags: DiffFlags) => diffFolders([before, after], flags, context))
}

const examples = `
Examples:
  npx telemark diff results/2026-11-23T20-15-00 results/2026-11-24T20-15-00
  npx telemark diff baseline results/2026-11-24T20-15-00 --fail-on 10% --markdown
`

async function diffFolders(
  [beforeFolder, afterFolder]: readonly [string, string],
  flags: DiffFlags,
  { out }: Context,
): Promise<void> {
  const failOn = parseShare(flags.failOn, '--fail-on')
  const [before, after] = [await analysed(beforeFolder), await analysed(afterFolder)]
  const found = obstacles(before.cohort, after.cohort)
  if (found.length > 0) throw new CliError('incomparable', sayObstacles(found))
  const changes = diff(before, after, { failOn })
  out.write(formatted(changes, flags, out))
  if (changes.regressed)
    throw new CliError(
      'contradicted',
      `${afterFolder} is worse than ${beforeFolder}: the lines above say in what.`,
    )
}

function formatted(changes: Diff, { json, markdown }: DiffFlags, out: Output): string {
  if (json) return `${JSON.stringify(changes, undefined, 2)}\n`
  return markdown ? diffMarkdown(changes) : diffText(changes, paintFor(out, process.env))
}
