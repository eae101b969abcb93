import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type DatedRun, history, historyText, type UnreadableRun } from '@telemark/bench'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { CliError } from '../errors/cli-error.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { paintFor } from '../paint.ts'
import { findingsOf } from '../write-report.ts'

/** `telemark history [folder]`: all comparisons of a folder over time. */
export function historyCommand({ out }: Context): Command {
  return new Command('history')
    .description(
      'Show the capacity of every cell over all comparisons of a folder, those that may be compared with the newest first.',
    )
    .argument('[folder]', 'that `telemark compare` writes into', 'results')
    .option('--json', 'for a program', false)
    .addHelpText(
      'after',
      `\nExamples:\n  npx telemark history\n  npx telemark history results --json\n${exitCodesHelp()}`,
    )
    .action(async (folder: string, { json }: { readonly json: boolean }) => {
      const runs: DatedRun[] = []
      const unreadable: UnreadableRun[] = []
      for (const name of await foldersIn(folder)) {
        const run = await readRun(folder, name)
        if ('findings' in run) runs.push(run)
        else unreadable.push(run)
      }
      const found = history(runs, unreadable)
      out.write(
        json ? `${JSON.stringify(found, undefined, 2)}\n` : historyText(found, paintFor(out, process.env)),
      )
    })
}

async function readRun(folder: string, name: string): Promise<DatedRun | UnreadableRun> {
  try {
    return { name, findings: await findingsOf(join(folder, name)) }
  } catch (error) {
    return { name, because: error instanceof Error ? error.message : String(error) }
  }
}

/** Those that hold a comparison; other folders may stand beside them. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const inside = await Promise.all(names.map((name) => readdir(join(folder, name))))
    return names.filter((_, index) => inside[index]?.includes('cohort.json')).toSorted()
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(
      'unreadable',
      `Cannot read ${folder}: a folder of comparisons is required; found: ${found}. Give the one that \`telemark compare\` writes into, such as results.`,
      { cause },
    )
  }
}
