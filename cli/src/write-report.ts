import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Findings } from '@telemark/bench'
import { analyse, json, markdown, readCohort, terminalReport } from '@telemark/bench'
import type { Output } from './context.ts'
import { CliError } from './errors/cli-error.ts'
import { exitReasonOf } from './errors/exit-reason.ts'
import { paintFor } from './paint.ts'

/** What the records in `folder` say. Throws where they cannot be read. */
export async function findingsOf(folder: string): Promise<Findings> {
  try {
    const { cohort, trials, end } = await readCohort(folder)
    return analyse(cohort, trials, end)
  } catch (cause) {
    const reason = exitReasonOf(cause) === 'environment' ? 'environment' : 'unreadable'
    throw new CliError(reason, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Writes the report of the records in `folder`, and prints it with the paths of its files. */
export async function report(folder: string, out: Output): Promise<void> {
  const findings = await findingsOf(folder)
  const paths = await writeReport(folder, findings)
  out.write(`${terminalReport(findings, paintFor(out, process.env))}\n${paths.join('\n')}\n`)
}

/** Writes `report.md` and `report.json` beside the records; their paths. */
async function writeReport(folder: string, findings: Findings): Promise<readonly string[]> {
  const files = { 'report.md': markdown(findings), 'report.json': json(findings) }
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
