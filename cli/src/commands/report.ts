import { terminalReport } from '@telemark/bench'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { paintFor } from '../paint.ts'
import { findingsOf, writeReport } from '../write-report.ts'

/** `telemark report <folder>`: every output anew, from records alone. */
export function reportCommand({ out }: Context): Command {
  return new Command('report')
    .description('Rebuild every output of a comparison from its records; starts nothing.')
    .argument('<folder>', 'what `telemark compare` wrote, e.g. results/2026-11-23T20-15-00')
    .addHelpText('after', `\nExample:\n  npx telemark report results/2026-11-23T20-15-00\n${exitCodesHelp()}`)
    .action(async (folder: string) => {
      const findings = await findingsOf(folder)
      const paths = await writeReport(folder, findings)
      out.write(terminalReport(findings, paintFor(out, process.env)))
      out.write(`\n${paths.join('\n')}\n`)
    })
}
