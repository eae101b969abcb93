import type { Findings } from '../analysis/findings.ts'
import { commandOf } from './command.ts'
import { reportSchemaId } from './report-schema.ts'
import { verdictSentences } from './verdict-sentences.ts'

/** All findings for a program, as `bench/report.schema.json` describes them. The same findings give the same bytes. */
export function json(findings: Findings): string {
  const report = {
    $schema: reportSchemaId,
    command: commandOf(findings.cohort.plan),
    sentences: verdictSentences(findings),
    ...findings,
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}
