import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cohort, Findings } from '@telemark/bench'
import { analyse, readCohort, reportFiles, terminalReport } from '@telemark/bench'
import type { Output } from './context.ts'
import { CliError } from './errors/cli-error.ts'
import { exitReasonOf } from './errors/exit-reason.ts'
import { paintFor } from './paint.ts'

/** What the records in `folder` say. Throws where they cannot be read. */
export async function findingsOf(folder: string): Promise<Findings> {
  const { findings } = await analysed(folder)
  return findings
}

/** The records of a comparison, and what they say. */
export interface Analysed extends Cohort {
  readonly findings: Findings
}

/** Reads and analyses the records in `folder`. Throws where they cannot be read. */
export async function analysed(folder: string): Promise<Analysed> {
  try {
    const cohort = await readCohort(folder)
    return { ...cohort, findings: analyse(cohort.cohort, cohort.trials, cohort.end) }
  } catch (cause) {
    const reason = exitReasonOf(cause) === 'environment' ? 'environment' : 'unreadable'
    throw new CliError(reason, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Writes the report of the records in `folder`, and prints it with the paths of its files. */
export async function report(folder: string, out: Output): Promise<void> {
  const { findings, trials } = await analysed(folder)
  const paths = await writeReport(folder, await reportFiles(findings, trials))
  out.write(`${terminalReport(findings, paintFor(out, process.env))}\n${paths.join('\n')}\n`)
}

/** Writes the files of the report beside the records; their paths. */
async function writeReport(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const paths = Object.entries(files).map(([name, text]) => ({ path: join(folder, name), text }))
  for (const { path, text } of paths) await writeText(path, text)
  return paths.map(({ path }) => path)
}

async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(
      'environment',
      `Cannot write ${path}: ${found}. Free some space or change the folder's rights; the records are untouched.`,
      { cause },
    )
  })
}
