import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Findings } from '@telemark/bench'
import {
  analyse,
  type Cohort,
  htmlReport,
  json,
  markdown,
  readCohort,
  terminalReport,
  verdictSvg,
} from '@telemark/bench'
import type { Output } from './context.ts'
import { CliError } from './errors/cli-error.ts'
import { exitReasonOf } from './errors/exit-reason.ts'
import { paintFor } from './paint.ts'

/** What the records in `folder` say. Throws where they cannot be read. */
export async function findingsOf(folder: string): Promise<Findings> {
  return analysed(await recorded(folder))
}

async function recorded(folder: string): Promise<Cohort> {
  try {
    return await readCohort(folder)
  } catch (cause) {
    const reason = exitReasonOf(cause) === 'environment' ? 'environment' : 'unreadable'
    throw new CliError(reason, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function analysed({ cohort, trials, end }: Cohort): Findings {
  return analyse(cohort, trials, end)
}

/** Writes the report of the records in `folder`, and prints it with the paths of its files. */
export async function report(folder: string, out: Output): Promise<void> {
  const cohort = await recorded(folder)
  const findings = analysed(cohort)
  const paths = await writeReport(folder, findings, cohort)
  out.write(`${terminalReport(findings, paintFor(out, process.env))}\n${paths.join('\n')}\n`)
}

/** Writes every output beside the records; their paths, the page that people open last. */
async function writeReport(
  folder: string,
  findings: Findings,
  { trials }: Cohort,
): Promise<readonly string[]> {
  const files = {
    'report.md': markdown(findings),
    'report.json': json(findings),
    'verdict.svg': verdictSvg(findings, trials),
    'report.html': await htmlReport(findings, trials),
  }
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
