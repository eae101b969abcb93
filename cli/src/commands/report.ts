import { Command } from 'commander'
import type { Context } from '../context.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { report } from '../write-report.ts'

/** `telemark report <folder>`: every output anew, from records alone. */
export function reportCommand({ out }: Context): Command {
  return new Command('report')
    .description('Rebuild every output of a comparison from its records; starts nothing.')
    .argument('<folder>', 'what `telemark compare` wrote, e.g. results/2026-11-23T20-15-00')
    .addHelpText('after', `\nExample:\n  npx telemark report results/2026-11-23T20-15-00\n${exitCodesHelp()}`)
    .action((folder: string) => report(folder, out))
}
