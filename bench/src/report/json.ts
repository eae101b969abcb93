import type { Findings } from '../analysis/findings.ts'
import { commandOf } from './command.ts'
import { verdictSentences } from './verdict-sentences.ts'

/** All findings for a program. The same findings give the same bytes. */
export function json(findings: Findings): string {
  const report = {
    command: commandOf(findings.cohort.plan),
    sentences: verdictSentences(findings),
    ...findings,
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}
